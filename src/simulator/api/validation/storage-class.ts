import { forbidden, invalid, invalidFor, notSupported, Path, required, type Errors } from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type { StorageClass } from '../schema/kinds.ts';
import { immutablePointer } from './immutable.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain, qualifiedName } from './names.ts';
import { validateAllowedTopologies } from './topology-selector.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const FIXED = ['parameters', 'provisioner', 'reclaimPolicy'] as const;

/** @source kubernetes/kubernetes pkg/apis/storage/validation/validation.go ValidateStorageClass */
export const storageClassRules: KindRules<'StorageClass'> = {
  create: validateStorageClass,
  update: function* (storageClass, before) {
    yield* validateStorageClass(storageClass);
    yield* validateObjectMetaUpdate(storageClass.metadata, before.metadata, METADATA);
    for (const field of FIXED)
      if (!sameJson(storageClass[field], before[field]))
        yield forbidden(Path.root(field), `updates to ${field} are forbidden.`);
    yield* immutablePointer(storageClass.volumeBindingMode, before.volumeBindingMode, Path.root('volumeBindingMode'));
  },
};

function* validateStorageClass({
  metadata,
  provisioner,
  parameters,
  reclaimPolicy,
  volumeBindingMode: mode,
  allowedTopologies,
}: StorageClass): Errors {
  yield* validateObjectMeta(metadata, 'cluster', dns1123Subdomain, METADATA);
  if (!provisioner) yield required(Path.root('provisioner'));
  else yield* invalidFor(Path.root('provisioner'), provisioner, qualifiedName(provisioner.toLowerCase()));
  if (parameters?.[''] !== undefined) yield invalid(Path.root('parameters'), '', 'field can not be empty.');
  const policies = ['Delete', 'Retain'];
  if (reclaimPolicy && !policies.includes(reclaimPolicy))
    yield notSupported(Path.root('reclaimPolicy'), reclaimPolicy, policies);
  const modes = ['Immediate', 'WaitForFirstConsumer'];
  if (mode === undefined) yield required(Path.root('volumeBindingMode'));
  else if (!modes.includes(mode)) yield notSupported(Path.root('volumeBindingMode'), mode, modes);
  yield* validateAllowedTopologies(allowedTopologies ?? [], Path.root('allowedTopologies'));
}
