import { plainFailure, type Failure } from '../failure.ts';
import { goValue } from './go-syntax.ts';
import type { Template } from './jsonpath-template.ts';
import { findByJsonPath, parseJsonPath, type Outcome } from './jsonpath.ts';
import type { Value } from './json-text.ts';

export const NO_COLUMNS = 'custom-columns format specified but no custom columns given';

export interface CustomColumn {
  readonly header: string;
  /** Or why it cannot be read. */
  readonly path: Outcome<Template>;
}

/**
 * Reads `NAME:.metadata.name,NODE:.spec.nodeName`.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/customcolumn.go NewCustomColumnsPrinterFromSpec
 */
export function parseCustomColumns(spec: string): readonly CustomColumn[] | Failure {
  if (spec === '') return plainFailure(NO_COLUMNS);
  const columns: CustomColumn[] = [];
  for (const part of splitColumns(spec)) {
    const colon = part.indexOf(':');
    if (colon < 0) return plainFailure(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    const relaxed = relaxedJsonPath(part.slice(colon + 1));
    if (typeof relaxed !== 'string') return relaxed;
    columns.push({ header: part.slice(0, colon), path: parseJsonPath(relaxed) });
  }
  return columns;
}

/** A comma inside brackets belongs to the path. */
function splitColumns(spec: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const c of spec) {
    if (c === '[' || c === '(') depth++;
    if (c === ']' || c === ')') depth--;
    if (c === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts;
}

/**
 * A path as people write it outside templates: `metadata.name`, `.metadata.name` or `{.metadata.name}`.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/customcolumn.go RelaxedJSONPathExpression
 */
export function relaxedJsonPath(text: string): string | Failure {
  if (text === '') return text;
  const inner = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/s
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  return inner === undefined
    ? plainFailure(
        `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
      )
    : `{.${inner}}`;
}

/** The cell of a column: all values that its path finds. */
export function customCell({ path }: CustomColumn, object: Value): string {
  const found = path.ok ? findByJsonPath(path.value, object) : path;
  if (!found.ok || found.value.length === 0) return '<none>';
  return found.value.map((value) => (value === null ? '<none>' : goValue(value))).join(',');
}
