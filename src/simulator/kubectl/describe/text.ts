import type { ObjectMeta, Toleration } from '../../api/schema/kinds.ts';
import { parseTimestamp } from '../../timestamp.ts';

// Descriptions are lines with tabs between cells: tab-writer.ts lines them up at the end.
// All of these: kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go

/** @example row('Name', 'web') → "Name:\tweb\n" */
export function row(title: string, value: string | number | boolean, indent = ''): string {
  return `${indent}${title}:\t${value}\n`;
}

/** A title with one value a line, or `<none>`. */
export function multiline(title: string, values: readonly string[], indent = ''): string {
  return row(title, values.length === 0 ? '<none>' : values.join('\n\t'), indent);
}

export function labelLines(title: string, labels: Readonly<Record<string, string>> | undefined, indent = ''): string {
  return multiline(
    title,
    entriesOf(labels).map(([key, value]) => `${key}=${value}`),
    indent,
  );
}

export function entriesOf<T>(map: Readonly<Record<string, T>> | undefined): readonly (readonly [string, T])[] {
  return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Longer annotations have a line of their own, cut off here. */
const ANNOTATION = 140;

export function annotationLines(
  title: string,
  annotations: Readonly<Record<string, string>> | undefined,
  indent = '',
): string {
  const shown = entriesOf(annotations).filter(([key]) => key !== LAST_APPLIED);
  if (shown.length === 0) return row(title, '<none>', indent);
  const lines = shown.flatMap(([key, text]) => {
    const value = text.endsWith('\n') ? text.slice(0, -1) : text;
    if (value.length + key.length + 2 <= ANNOTATION && !value.includes('\n')) return [`${key}: ${value}`];
    return [
      `${key}:`,
      ...value
        .split('\n')
        .map((line) => `  ${line.length > ANNOTATION - 2 ? `${line.slice(0, ANNOTATION - 2)}...` : line}`),
    ];
  });
  return `${indent}${title}:\t${lines.join('\n\t')}\n`;
}

/** Name, namespace, labels and annotations, as most descriptions begin. */
export function heading(metadata: ObjectMeta): string {
  return (
    row('Name', metadata.name ?? '') +
    row('Namespace', metadata.namespace ?? '') +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations)
  );
}

export function controlledBy(metadata: ObjectMeta): string {
  const owner = metadata.ownerReferences?.find((o) => o.controller);
  return owner ? row('Controlled By', `${owner.kind}/${owner.name}`) : '';
}

/** @example tolerationText({ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }) → "a:NoExecute op=Exists for 300s" */
export function tolerationText({ key = '', value = '', effect = '', operator, tolerationSeconds }: Toleration): string {
  let text = key + (value === '' ? '' : `=${value}`) + (effect === '' ? '' : `:${effect}`);
  if (operator === 'Exists' && value === '') text += text === '' ? 'op=Exists' : ' op=Exists';
  return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`;
}

/** The table under a title that conditions make; the blanks before the tabs are kubectl's own. */
export function conditionTable(
  conditions:
    readonly { readonly type: string; readonly status: string; readonly reason?: string | undefined }[] | undefined,
): string {
  if (!conditions?.length) return '';
  return (
    'Conditions:\n  Type\tStatus\tReason\n  ----\t------\t------\n' +
    conditions.map((c) => `  ${c.type} \t${c.status}\t${c.reason ?? ''}\n`).join('')
  );
}

export const trueOrFalse = (value: boolean | undefined): string => (value ? 'True' : 'False');

const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Go's time.RFC1123Z.
 * @example dateText('2026-11-21T08:26:43Z') → "Sat, 21 Nov 2026 08:26:43 +0000"
 */
export function dateText(timestamp: string | null | undefined): string {
  const at = timestamp ? parseTimestamp(timestamp) : undefined;
  if (!timestamp || at === undefined) return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const day = Math.floor(at / 86_400_000);
  const month = MONTHS[Number(timestamp.slice(5, 7)) - 1] ?? '';
  return `${DAYS[((day % 7) + 7) % 7]}, ${timestamp.slice(8, 10)} ${month} ${timestamp.slice(0, 4)} ${timestamp.slice(11, 19)} +0000`;
}
