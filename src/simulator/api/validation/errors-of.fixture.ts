import { applyDefaults } from '../defaults/defaults.ts';
import { describe } from '../field-error.ts';
import type { Json, JsonObject } from '../json.ts';
import type { KubeObject } from '../schema/kinds.ts';
import { validateCreate, validateUpdate } from './validation.ts';

/** What is wrong with a new object, as the API server says it. */
export const errorsOf = (object: JsonObject): string[] => validateCreate(ready(object)).map(describe);

/** What is wrong with an update. */
export const errorsOfUpdate = (object: JsonObject, before: JsonObject): string[] =>
  validateUpdate(ready(object), ready(before)).map(describe);

/** With its defaults and what the system gives every object. */
function ready(object: JsonObject): KubeObject {
  const { metadata, ...rest } = object;
  const system = { uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
  return applyDefaults({ ...rest, metadata: { ...system, ...(metadata as JsonObject) } }) as unknown as KubeObject;
}

/** `object` with another value at a path of fields. @example changed(pod, 'spec.nodeName', 'a') */
export function changed(object: JsonObject, path: string, value: Json | undefined): JsonObject {
  const [field = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? value : changed((object[field] ?? {}) as JsonObject, rest.join('.'), value);
  return { ...object, [field]: inner };
}

const TEMPLATE: JsonObject = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'nginx:1.27' }] },
};

/** A Deployment, ReplicaSet, StatefulSet or DaemonSet that nothing is wrong with. */
export const workload = (kind: string): JsonObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web', namespace: 'default' },
  spec: { selector: { matchLabels: { app: 'web' } }, template: TEMPLATE },
});
