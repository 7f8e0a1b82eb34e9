import type { JsonObject } from '../../../api/json.ts';
import { configMapKey } from '../../../api/validation/names.ts';
import { goQuote } from '../../../go-quote.ts';
import { toBase64 } from '../../../base64.ts';
import type { CommandContext } from '../../command.ts';
import { isFailure, plainFailure, type Failure } from '../../failure.ts';
import { flagValue, flagValues } from '../../line.ts';
import { compactJson } from '../../printers/json-text.ts';
import { withHash } from './append-hash.ts';
import { making } from './submit.ts';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_configmap.go */
export const configMap = making((name, context) => {
  const data = literals(context, {
    invalid: (key, why) => `${goQuote(key)} is not a valid key name for a ConfigMap: ${why}`,
    twice: (key) =>
      `cannot add key ${goQuote(key)}, another key by that name already exists in Data for ConfigMap ${goQuote(name)}`,
  });
  if (isFailure(data)) return data;
  const filled = data.size === 0 ? {} : { data: Object.fromEntries(data) };
  return {
    object: withHash({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...filled }, context),
    refused: 'failed to create configmap',
  };
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_secret.go */
export const genericSecret = making((name, context) => {
  const data = literals(context, {
    invalid: (key, why) => `${goQuote(key)} is not valid key name for a Secret ${why}`,
    twice: (key) => `cannot add key ${key}, another key by that name already exists`,
  });
  if (isFailure(data)) return data;
  const secret = secretObject(name, data, flagValue(context.line, 'type'));
  return { object: withHash(secret, context), refused: 'failed to create secret' };
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_secret_docker.go */
export const dockerRegistrySecret = making((name, context) => {
  const { line } = context;
  const [file] = flagValues(line, 'from-file');
  if (file !== undefined) return noSuchFile(file);
  const [username, password, email] = [
    flagValue(line, 'docker-username'),
    flagValue(line, 'docker-password'),
    flagValue(line, 'docker-email'),
  ];
  if (!username || !password)
    return plainFailure(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  const auth = toBase64(`${username}:${password}`);
  const server = flagValue(line, 'docker-server') ?? 'https://index.docker.io/v1/';
  // The order of the fields is the one in which kubectl writes them.
  const entry = `{"username":${compactJson(username)},"password":${compactJson(password)},${email ? `"email":${compactJson(email)},` : ''}"auth":${compactJson(auth)}}`;
  const config = `{"auths":{${compactJson(server)}:${entry}}}`;
  const secret = secretObject(name, new Map([['.dockerconfigjson', config]]), 'kubernetes.io/dockerconfigjson');
  return { object: withHash(secret, context), refused: 'failed to create secret' };
});

/** There are no files to read from. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_secret_tls.go */
export const tlsSecret = making((_, { line }) => {
  const [cert, key] = [flagValue(line, 'cert'), flagValue(line, 'key')];
  return cert && key
    ? plainFailure(`Cannot read file ${cert}, open ${cert}: no such file or directory`)
    : plainFailure('key and cert must be specified');
});

function secretObject(name: string, data: ReadonlyMap<string, string>, type: string | undefined): JsonObject {
  const encoded = [...data].map(([key, value]): [string, string] => [key, toBase64(value)]);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    ...(encoded.length === 0 ? {} : { data: Object.fromEntries(encoded) }),
    ...(type ? { type } : {}),
  };
}

interface Complaints {
  readonly invalid: (key: string, why: string) => string;
  readonly twice: (key: string) => string;
}

/** What --from-literal gives; there are no files to read from. */
function literals({ line }: CommandContext, complaints: Complaints): ReadonlyMap<string, string> | Failure {
  const [file] = [...flagValues(line, 'from-file'), ...flagValues(line, 'from-env-file')];
  if (flagValues(line, 'from-env-file').length > 0 && file !== flagValues(line, 'from-env-file')[0])
    return plainFailure('from-env-file cannot be combined with from-file or from-literal');
  if (flagValues(line, 'from-env-file').length > 0 && flagValues(line, 'from-literal').length > 0)
    return plainFailure('from-env-file cannot be combined with from-file or from-literal');
  const data = new Map<string, string>();
  for (const literal of flagValues(line, 'from-literal')) {
    const equals = literal.indexOf('=');
    if (equals < 1) return plainFailure(`invalid literal source ${literal}, expected key=value`);
    const key = literal.slice(0, equals);
    const why = configMapKey(key);
    if (why.length > 0) return plainFailure(complaints.invalid(key, why.join(',')));
    if (data.has(key)) return plainFailure(complaints.twice(key));
    data.set(key, literal.slice(equals + 1));
  }
  return file === undefined ? data : noSuchFile(file);
}

function noSuchFile(source: string): Failure {
  const equals = source.split('=').length - 1;
  if (equals > 1) return plainFailure("key names or file paths cannot contain '='");
  if (equals === 1 && source.startsWith('=')) return plainFailure(`key name for file path ${source.slice(1)} missing`);
  if (equals === 1 && source.endsWith('='))
    return plainFailure(`file path for key name ${source.slice(0, -1)} missing`);
  const path = source.slice(source.indexOf('=') + 1);
  return plainFailure(`error reading ${path}: no such file or directory`);
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_namespace.go */
export const namespace = making((name) => ({
  object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: {} },
}));

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_serviceaccount.go */
export const serviceAccount = making((name) => ({
  object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } },
  refused: 'failed to create serviceaccount',
}));
