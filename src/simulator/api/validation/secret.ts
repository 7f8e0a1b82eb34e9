import { forbidden, invalid, invalidFor, Path, required, tooLong, type Errors } from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type { Secret } from '../schema/kinds.ts';
import { base64Size, decodeBase64 } from '../../base64.ts';
import { MOST_BYTES } from './config-map.ts';
import { jsonObjectProblem } from './json-problem.ts';
import { immutable, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { configMapKey, dns1123Subdomain } from './names.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const DATA = Path.root('data');
const ACCOUNT = 'kubernetes.io/service-account.name';

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateSecret, ValidateSecretUpdate */
export const secretRules: KindRules<'Secret'> = {
  create: validateSecret,
  update: function* (secret, before) {
    yield* validateObjectMetaUpdate(secret.metadata, before.metadata, METADATA);
    yield* immutable(secret.type ?? '', before.type ?? '', Path.root('type'));
    if (before.immutable) {
      const detail = 'field is immutable when `immutable` is set';
      if (!secret.immutable) yield forbidden(Path.root('immutable'), detail);
      if (!sameJson(secret.data ?? {}, before.data ?? {})) yield forbidden(DATA, detail);
    }
    yield* validateSecret(secret);
  },
};

function* validateSecret(secret: Secret): Errors {
  yield* validateObjectMeta(secret.metadata, 'namespaced', dns1123Subdomain, METADATA);
  let bytes = 0;
  for (const [key, value] of Object.entries(secret.data ?? {})) {
    yield* invalidFor(DATA.key(key), key, configMapKey(key));
    bytes += base64Size(value);
  }
  if (bytes > MOST_BYTES) yield tooLong(DATA, MOST_BYTES);
  yield* validateTypedData(secret);
}

/** What the types of secrets that Kubernetes knows must hold. */
function* validateTypedData({ type, metadata, data = {} }: Secret): Errors {
  switch (type) {
    case 'kubernetes.io/service-account-token':
      if (!metadata.annotations?.[ACCOUNT]) yield required(METADATA.field('annotations').key(ACCOUNT));
      break;
    case 'kubernetes.io/dockercfg':
      yield* validateJson(data, '.dockercfg');
      break;
    case 'kubernetes.io/dockerconfigjson':
      yield* validateJson(data, '.dockerconfigjson');
      break;
    case 'kubernetes.io/basic-auth':
      if (data['username'] === undefined && data['password'] === undefined)
        for (const key of ['username', 'password']) yield required(DATA.key(key));
      break;
    case 'kubernetes.io/ssh-auth':
      if (!data['ssh-privatekey']) yield required(DATA.key('ssh-privatekey'));
      break;
    case 'kubernetes.io/tls':
      for (const key of ['tls.crt', 'tls.key']) if (data[key] === undefined) yield required(DATA.key(key));
      break;
  }
}

function* validateJson(data: Readonly<Record<string, string>>, key: string): Errors {
  const value = data[key];
  if (value === undefined) {
    yield required(DATA.key(key));
    return;
  }
  const problem = jsonObjectProblem(decodeBase64(value));
  if (problem !== undefined) yield invalid(DATA.key(key), '<secret contents redacted>', problem);
}
