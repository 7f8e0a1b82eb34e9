import { forbidden, invalid, invalidFor, Path, tooLong, type Errors } from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type { ConfigMap } from '../schema/kinds.ts';
import { base64Size } from '../../base64.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { byteLength, configMapKey, dns1123Subdomain } from './names.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
/** How a message names the object as a whole. */
const WHOLE = Path.root('[]');
/** Of all values together. */
export const MOST_BYTES = 1024 * 1024;

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateConfigMap, ValidateConfigMapUpdate */
export const configMapRules: KindRules<'ConfigMap'> = {
  create: validateConfigMap,
  update: function* (configMap, before) {
    yield* validateObjectMetaUpdate(configMap.metadata, before.metadata, METADATA);
    if (before.immutable) {
      const detail = 'field is immutable when `immutable` is set';
      if (!configMap.immutable) yield forbidden(Path.root('immutable'), detail);
      for (const field of ['data', 'binaryData'] as const)
        if (!sameJson(configMap[field] ?? {}, before[field] ?? {})) yield forbidden(Path.root(field), detail);
    }
    yield* validateConfigMap(configMap);
  },
};

function* validateConfigMap({ metadata, data = {}, binaryData = {} }: ConfigMap): Errors {
  yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
  let bytes = 0;
  for (const [key, value] of Object.entries(data)) {
    const at = Path.root('data').key(key);
    yield* invalidFor(at, key, configMapKey(key));
    if (binaryData[key] !== undefined) yield invalid(at, key, 'duplicate of key present in binaryData');
    bytes += byteLength(value);
  }
  for (const [key, value] of Object.entries(binaryData)) {
    yield* invalidFor(Path.root('binaryData').key(key), key, configMapKey(key));
    bytes += base64Size(value);
  }
  if (bytes > MOST_BYTES) yield tooLong(WHOLE, MOST_BYTES);
}
