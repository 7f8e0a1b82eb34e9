import type { JsonObject } from '../../../api/json.ts';
import { plainFailure } from '../../failure.ts';
import { flagValue, flagValues } from '../../line.ts';
import { showing } from './unserved.ts';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_ingress.go */
export const ingress = showing('namespaced', (name, { line }) => {
  const rules = flagValues(line, 'rule');
  const backend = flagValue(line, 'default-backend') ?? '';
  const annotations = flagValues(line, 'annotation');
  if (backend === '' && rules.length === 0)
    return plainFailure(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    );
  const read = rules.map(readRule);
  const unread = read.findIndex((rule) => rule === undefined);
  if (unread >= 0)
    return plainFailure(
      `rule ${rules[unread] ?? ''} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
    );
  const odd = annotations.find((annotation) => !annotation.includes('='));
  if (odd !== undefined) return plainFailure(`annotation ${odd} is invalid and should be in format key=[value]`);
  if (backend !== '' && backend.split(':').length !== 2)
    return plainFailure('default-backend should be in format servicename:serviceport');
  const known = read.filter((rule) => rule !== undefined);
  const className = flagValue(line, 'class');
  const tls = tlsOf(known);
  const hosts = rulesOf(known);
  const texts = Object.fromEntries(
    annotations.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  );
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { ...(annotations.length > 0 ? { annotations: texts } : {}), name },
    spec: {
      ...(backend === '' ? {} : { defaultBackend: backendOf(backend) }),
      ...(className ? { ingressClassName: className } : {}),
      ...(hosts.length > 0 ? { rules: hosts } : {}),
      ...(tls.length > 0 ? { tls } : {}),
    },
    status: { loadBalancer: {} },
  };
});

interface Rule {
  readonly host: string;
  readonly path: string;
  readonly service: string;
  /** The Secret, '' for none named; undefined without TLS. */
  readonly secret: string | undefined;
}

/** "host/path*=service:port,tls=secret" */
function readRule(text: string): Rule | undefined {
  const [rule = '', tls, ...more] = text.split(',');
  const slash = rule.indexOf('/');
  const [path = '', service = ''] = rule.slice(slash).split('=');
  const host = rule.slice(0, Math.max(0, slash));
  if (slash < 0 || !/^[\w*.-]*$/.test(host) || !/^[\w-]+:[\w-]+/.test(service)) return undefined;
  const withTls = tls !== undefined && more.length === 0;
  return { host, path, service, secret: withTls ? (tls.split('=')[1] ?? '') : undefined };
}

function backendOf(text: string): JsonObject {
  const [name = '', port = ''] = text.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

/** The paths of one host stand together. */
function rulesOf(rules: readonly Rule[]): JsonObject[] {
  const hosts = new Map<string, JsonObject[]>();
  for (const { host, path, service } of rules) {
    const isPrefix = path.endsWith('*');
    const made = {
      backend: backendOf(service),
      path: isPrefix ? path.slice(0, -1) : path,
      pathType: isPrefix ? 'Prefix' : 'Exact',
    };
    hosts.set(host, [...(hosts.get(host) ?? []), made]);
  }
  return [...hosts].map(([host, paths]) => ({ ...(host === '' ? {} : { host }), http: { paths } }));
}

/** Each host once, hosts of one Secret together. */
function tlsOf(rules: readonly Rule[]): JsonObject[] {
  const secrets = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { host, secret } of rules) {
    if (secret === undefined || seen.has(host)) continue;
    seen.add(host);
    secrets.set(secret, [...(secrets.get(secret) ?? []), ...(host === '' ? [] : [host])]);
  }
  return [...secrets]
    .filter(([secret, hosts]) => secret !== '' || hosts.length > 0)
    .map(([secretName, hosts]) => ({
      ...(hosts.length > 0 ? { hosts } : {}),
      ...(secretName === '' ? {} : { secretName }),
    }));
}
