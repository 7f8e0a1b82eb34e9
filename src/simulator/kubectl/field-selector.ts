import type { KubeObject } from '../api/schema/kinds.ts';
import { goQuote } from '../go-quote.ts';

interface FieldTest {
  readonly test: (object: KubeObject) => boolean;
}

/**
 * Reads what stands behind `--field-selector`: `status.phase=Running,spec.nodeName!=node-a`.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/fields/selector.go ParseSelector
 */
export function parseFieldSelector(text: string): FieldTest | { readonly problem: string } {
  const tests: ((object: KubeObject) => boolean)[] = [];
  for (const term of text.split(',')) {
    if (term === '') continue;
    const parts = /^([^=!]*)(!=|==|=)(.*)$/.exec(term);
    if (!parts) return { problem: `invalid selector: '${text}'; can't understand '${term}'` };
    const [, path = '', sign = '', value = ''] = parts;
    tests.push((object) => (fieldOf(object, path) === value) === (sign !== '!='));
  }
  return { test: (object) => tests.every((t) => t(object)) };
}

/** A field by its path, as text; what is absent is empty. */
function fieldOf(object: KubeObject, path: string): string {
  let value: unknown = object;
  for (const name of path.split('.'))
    value =
      typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  if (path === 'spec.unschedulable') return String(value ?? false);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Fields that a kind can be selected by; every kind has the first two. */
const SELECTABLE: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  Node: ['spec.unschedulable'],
  Namespace: ['status.phase'],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Secret: ['type'],
  Service: ['spec.clusterIP', 'spec.type'],
  ReplicaSet: ['status.replicas'],
  ReplicationController: ['status.replicas'],
  Job: ['status.successful'],
};

/**
 * Says that a kind cannot be selected by a field that a selector names.
 * @source kubernetes/kubernetes pkg/apis/core/v1/conversion.go AddFieldLabelConversionsForPod and the like
 */
export function unknownField(kind: string, text: string): string | undefined {
  for (const term of text.split(',')) {
    const path = /^([^=!]*)(?:!=|=)/.exec(term)?.[1];
    if (path === undefined || EVERY.includes(path) || SELECTABLE[kind]?.includes(path)) continue;
    return OWN_WORDS.has(kind)
      ? `field label not supported: ${path}`
      : `${goQuote(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
  }
  return undefined;
}

const EVERY = ['metadata.name', 'metadata.namespace'];
/** Kinds whose refusal is in words of their own. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  'Pod',
  'Node',
  'Namespace',
  'Event',
  'Secret',
  'ReplicationController',
  'Job',
  'ReplicaSet',
]);
