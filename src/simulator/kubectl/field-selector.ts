import type { KubeObject } from '../api/schema/kinds.ts';
import { goQuote } from '../go-quote.ts';

interface FieldTest {
  readonly test: (object: KubeObject) => boolean;
}
interface Problem {
  readonly problem: string;
}

/**
 * Reads what stands behind `--field-selector`: `status.phase=Running,spec.nodeName!=node-a`.
 * @param kind - of the objects that it selects: only some fields of each can be named
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/fields/selector.go parseSelector; pkg/apis/core/v1/conversion.go
 */
export function readFieldSelector(kind: string, text: string): FieldTest | Problem {
  const terms: { readonly path: string; readonly sign: string; readonly value: string }[] = [];
  for (const term of (text.match(/(?:\\.?|[^\\,])+/gsu) ?? []).sort()) {
    const [, path = '', sign, rest = ''] = /^(.*?)(!=|==|=)(.*)$/s.exec(term) ?? [];
    if (sign === undefined) return { problem: `invalid selector: '${text}'; can't understand '${term}'` };
    const value = unescaped(rest);
    if (typeof value !== 'string') return value;
    terms.push({ path, sign, value });
  }
  const tests: ((object: KubeObject) => boolean)[] = [];
  for (const { path, sign, value } of terms) {
    if (path === '' && value === '') continue;
    const problem = refusal(kind, path);
    if (problem !== undefined) return { problem };
    const read = FIELDS[kind]?.[path] ?? at(path);
    tests.push((object) => (read(object) === value) === (sign !== '!='));
  }
  return { test: (object) => tests.every((t) => t(object)) };
}

/** @source the same, UnescapeValue; a rune is told by its number */
function unescaped(text: string): string | Problem {
  for (const [whole] of text.matchAll(/\\[\\,=]|\\.?|=/gsu))
    if (whole === '=') return { problem: 'invalid field selector: unescaped character in value: 61' };
    else if (!/^\\[\\,=]$/.test(whole)) return { problem: `invalid field selector: invalid escape sequence: ${whole}` };
  return text.replace(/\\(.)/gsu, '$1');
}

type Read = (object: KubeObject) => string;

/** A field by its path, as text; what is absent is empty. */
function at(path: string, absent = ''): Read {
  const names = path.split('.');
  return (object) => {
    let value: unknown = object;
    for (const name of names)
      value =
        typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : absent;
  };
}

const fields = (paths: string): Readonly<Record<string, Read>> =>
  Object.fromEntries(paths.split(' ').map((path) => [path, at(path)]));

/**
 * Fields that a kind can be selected by, beside its name and namespace.
 * @source kubernetes/kubernetes pkg/registry (ToSelectableFields of each strategy)
 */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Read>>>> = {
  Pod: {
    ...fields('spec.nodeName spec.restartPolicy spec.schedulerName spec.serviceAccountName status.phase status.podIP'),
    ...fields('status.nominatedNodeName'),
    'spec.host': at('spec.nodeName'),
    'spec.hostNetwork': at('spec.hostNetwork', 'false'),
    // It may be named, but is nowhere written.
    'status.podIPs': () => '',
  },
  Node: { 'spec.unschedulable': at('spec.unschedulable', 'false') },
  Namespace: fields('status.phase'),
  Event: {
    ...fields('involvedObject.kind involvedObject.namespace involvedObject.name involvedObject.uid'),
    ...fields('involvedObject.apiVersion involvedObject.resourceVersion involvedObject.fieldPath'),
    ...fields('reason reportingComponent type'),
    source: (event) => at('source.component')(event) || at('reportingComponent')(event),
  },
  Secret: fields('type'),
  Service: fields('spec.clusterIP spec.type'),
  ReplicationController: { 'status.replicas': at('status.replicas', '0') },
  Job: { 'status.successful': at('status.succeeded', '0') },
};

/** Kinds without a namespace that do not know the field. */
const NO_NAMESPACE: ReadonlySet<string> = new Set(['Node', 'Namespace']);

/** Says that a kind cannot be selected by a field. */
function refusal(kind: string, path: string): string | undefined {
  if (path === 'metadata.name' || (path === 'metadata.namespace' && !NO_NAMESPACE.has(kind))) return undefined;
  const own = Object.hasOwn(FIELDS, kind) ? FIELDS[kind] : undefined;
  if (own && Object.hasOwn(own, path)) return undefined;
  if (!own) return `${goQuote(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
  return kind === 'Job' ? `field label ${goQuote(path)} not supported for Job` : `field label not supported: ${path}`;
}
