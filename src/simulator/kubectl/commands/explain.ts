import { definitionOf, type FieldFacts } from '../../api/schema/definitions.ts';
import { apiVersionOf } from '../../api/resources.ts';
import type { Command } from '../command.ts';
import { isFailure, plainFailure, type Failure } from '../failure.ts';
import { isOn } from '../line.ts';
import { findResource, type Resource } from '../resources.ts';

export const explainFlags = 'api-version:string output:string recursive,r:bool';

/**
 * The fields of a kind and their types. What they mean is not told here: that is the documentation's matter.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/explain/v2/templates/plaintext.tmpl
 */
export const explain: Command = function* ({ line, out, err }) {
  const [target, ...more] = line.args;
  const text =
    target === undefined
      ? plainFailure(
          'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
        )
      : more.length > 0
        ? plainFailure('We accept only this format: explain RESOURCE')
        : explained(target, isOn(line, 'recursive'));
  if (isFailure(text)) {
    err(text.failure);
    return text.exit;
  }
  out(text);
  return 0;
};

function explained(target: string, recursive: boolean): string | Failure {
  const [type = '', ...path] = target.split('.');
  const resource = findResource(type);
  if (!resource) return plainFailure(`the server doesn't have a resource type ${JSON.stringify(type)}`);
  let name = resource.definition;
  let facts: FieldFacts | undefined;
  for (const [i, field] of path.entries()) {
    facts = definitionOf(name)?.[field];
    if (!facts) return plainFailure(`field ${JSON.stringify(field)} does not exist`);
    const inner = definitionIn(facts.type);
    if (inner === undefined && i < path.length - 1)
      return plainFailure(`field ${JSON.stringify(path[i + 1])} does not exist`);
    name = inner ?? '';
  }
  const last = path.at(-1);
  const field = facts && last !== undefined ? `FIELD: ${last} <${typeText(facts.type)}>\n\n` : '';
  const fields = definitionOf(name);
  const list = fields ? `FIELDS:\n${fieldLines(fields, '  ', recursive, [name])}\n` : '';
  return `${heading(resource)}${field}${list}`;
}

function heading(resource: Resource): string {
  const group = resource.group === '' ? '' : `GROUP:      ${resource.group}\n`;
  return `${group}KIND:       ${resource.kind}\nVERSION:    ${resource.group === '' ? apiVersionOf(resource) : resource.version}\n\n`;
}

function fieldLines(
  fields: Readonly<Record<string, FieldFacts>>,
  indent: string,
  recursive: boolean,
  seen: readonly string[],
): string {
  return Object.keys(fields)
    .sort()
    .map((name) => {
      const facts = fields[name];
      if (!facts) return '';
      const line = `${indent}${name}\t<${typeText(facts.type)}>${facts.required !== undefined ? ' -required-' : ''}\n`;
      const allowed = facts.enum ? `${indent}enum: ${facts.enum.join(', ')}\n` : '';
      const inner = definitionIn(facts.type);
      const below = inner === undefined ? undefined : definitionOf(inner);
      const isDeeper = recursive && below && inner !== undefined && !seen.includes(inner);
      return line + allowed + (isDeeper ? fieldLines(below, `${indent}  `, recursive, [...seen, inner]) : '');
    })
    .join('');
}

function definitionIn(type: string): string | undefined {
  const bare = type.replace(/^(\[\]|\{\})+/, '');
  return bare.startsWith('#') ? bare.slice(1) : undefined;
}

const SCALARS: Readonly<Record<string, string>> = {
  int32: 'integer',
  int64: 'integer',
  bytes: 'string',
  quantity: 'Quantity',
  time: 'string',
  microTime: 'string',
  intOrString: 'IntOrString',
  any: 'Object',
};

/** "[]Container", "map[string]string", "integer" */
function typeText(type: string): string {
  if (type.startsWith('[]')) return `[]${typeText(type.slice(2))}`;
  if (type.startsWith('{}')) return `map[string]${typeText(type.slice(2))}`;
  return type.startsWith('#') ? type.slice(1) : (SCALARS[type] ?? type);
}
