import { Clock } from '../../clock.ts';
import { History } from '../../history.ts';
import { Random } from '../../random.ts';
import { Store } from '../../store.ts';
import { applyDefaults } from '../defaults/defaults.ts';
import type { JsonObject } from '../json.ts';
import { resourceOf } from '../resources.ts';
import type { KubeObject } from '../schema/kinds.ts';
import type { AdmissionRequest } from './admission.ts';

/** An object of tests, with its defaults. */
export const made = (object: JsonObject): KubeObject => applyDefaults(object) as unknown as KubeObject;

/** A store with the namespace `default`, its ServiceAccount and what else is given. */
export function storeWith(...objects: readonly JsonObject[]): Store {
  const store = new Store(new Clock(), new History('dropped'));
  const cause = { actor: 'test', reason: 'it is there' };
  const always: readonly JsonObject[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'default' } },
  ];
  for (const object of [...always, ...objects]) store.create<KubeObject['kind']>(made(object), cause);
  return store;
}

/** A request to create `object` in `store`, unless `rest` says otherwise. */
export function requestFor(object: KubeObject, store: Store, rest: Partial<AdmissionRequest> = {}): AdmissionRequest {
  return {
    operation: 'CREATE',
    object,
    namespace: resourceOf(object.kind).namespaced ? 'default' : undefined,
    store,
    clock: new Clock(),
    random: new Random(1),
    dryRun: false,
    cause: { actor: 'test', reason: 'it asks' },
    ...rest,
  };
}

/** A pod with one container of these resources. */
export const podWith = (resources: JsonObject = {}, spec: JsonObject = {}): KubeObject =>
  made({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default' },
    spec: { containers: [{ name: 'app', image: 'nginx:1.27', resources }], ...spec },
  });
