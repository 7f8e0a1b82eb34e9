import type { Container, EnvVar, Pod, Service } from '../api/schema/kinds.ts';
import type { Store } from '../store.ts';
import { fieldValue, resourceValue } from './downward.ts';
import { fromBase64 } from '../base64.ts';
import { expand } from './expansion.ts';

/** What the node adds to what the API server knows of a Pod. */
export interface PodFacts {
  readonly pod: Pod;
  readonly podIp: string;
  readonly hostIp: string;
  readonly nodeAllocatable: Readonly<Record<string, string>>;
  /** When the kubelet first heard of the Pod, as it notes it on its own copy. */
  readonly seen?: string;
}

export type Environment =
  { readonly ok: true; readonly env: ReadonlyMap<string, string> } | { readonly ok: false; readonly message: string };

/**
 * A container's environment: services of its namespace, then envFrom, then env in order, each able to use what stands
 * before it.
 * @source kubernetes/kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables
 */
export function containerEnvironment(store: Store, facts: PodFacts, container: Container): Environment {
  const { pod } = facts;
  const namespace = pod.metadata.namespace ?? 'default';
  const services = serviceEnvironment(store, namespace, pod.spec.enableServiceLinks !== false);
  const env = new Map<string, string>();

  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const ref = configMapRef ?? secretRef;
    const from = configMapRef
      ? store.get('ConfigMap', namespace, configMapRef.name ?? '')?.data
      : decoded(store.get('Secret', namespace, secretRef?.name ?? '')?.data);
    if (!from) {
      const exists = configMapRef
        ? store.get('ConfigMap', namespace, configMapRef.name ?? '')
        : store.get('Secret', namespace, secretRef?.name ?? '');
      if (exists || ref?.optional) continue;
      return { ok: false, message: `${configMapRef ? 'configmap' : 'secret'} "${ref?.name ?? ''}" not found` };
    }
    for (const key of Object.keys(from).sort()) env.set(prefix + key, from[key] ?? '');
  }

  const known = (name: string): string | undefined => env.get(name) ?? services.get(name);
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom
      ? valueFrom(store, facts, container, variable)
      : { text: expand(variable.value ?? '', known) };
    if ('problem' in value) return { ok: false, message: value.problem };
    if (value.text !== undefined) env.set(variable.name, value.text);
  }
  for (const [name, value] of services) if (!env.has(name)) env.set(name, value);
  return { ok: true, env };
}

type Value = { readonly text: string | undefined } | { readonly problem: string };

function valueFrom(store: Store, facts: PodFacts, container: Container, variable: EnvVar): Value {
  const namespace = facts.pod.metadata.namespace ?? 'default';
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = variable.valueFrom ?? {};
  if (fieldRef) return { text: fieldValue(facts, fieldRef.fieldPath) };
  if (resourceFieldRef) return { text: resourceValue(facts, container, resourceFieldRef) };
  if (configMapKeyRef) {
    const { name = '', key, optional } = configMapKeyRef;
    const map = store.get('ConfigMap', namespace, name);
    if (!map) return optional ? { text: undefined } : { problem: `configmap "${name}" not found` };
    const found = map.data?.[key];
    if (found !== undefined) return { text: found };
    return optional ? { text: undefined } : { problem: `couldn't find key ${key} in ConfigMap ${namespace}/${name}` };
  }
  if (secretKeyRef) {
    const { name = '', key, optional } = secretKeyRef;
    const secret = store.get('Secret', namespace, name);
    if (!secret) return optional ? { text: undefined } : { problem: `secret "${name}" not found` };
    const found = secret.data?.[key];
    if (found !== undefined) return { text: fromBase64(found) };
    return optional ? { text: undefined } : { problem: `couldn't find key ${key} in Secret ${namespace}/${name}` };
  }
  return { text: '' };
}

const decoded = (data: Readonly<Record<string, string>> | undefined): Record<string, string> | undefined =>
  data && Object.fromEntries(Object.entries(data).map(([key, value]) => [key, fromBase64(value)]));

/**
 * SHOP_SERVICE_HOST and its like for each Service with an address: those of the Pod's namespace where it wants links, and
 * always the API server's.
 * @source kubernetes/kubernetes pkg/kubelet/envvars/envvars.go FromServices
 */
function serviceEnvironment(store: Store, namespace: string, links: boolean): Map<string, string> {
  const env = new Map<string, string>();
  const master: Service | undefined = store.get('Service', 'default', 'kubernetes');
  if (master) addService(env, master);
  if (links) for (const service of store.list('Service', namespace)) addService(env, service);
  return env;
}

function addService(env: Map<string, string>, service: Service): void {
  const { clusterIP, ports } = service.spec ?? {};
  if (!clusterIP || clusterIP === 'None' || !ports?.length) return;
  const name = variableName(service.metadata.name);
  env.set(`${name}_SERVICE_HOST`, clusterIP);
  env.set(`${name}_SERVICE_PORT`, String(ports[0]!.port));
  for (const port of ports)
    if (port.name) env.set(`${name}_SERVICE_PORT_${variableName(port.name)}`, String(port.port));
  for (const [i, port] of ports.entries()) {
    const protocol = port.protocol ?? 'TCP';
    const url = `${protocol.toLowerCase()}://${clusterIP}:${port.port}`;
    if (i === 0) env.set(`${name}_PORT`, url);
    const prefix = `${name}_PORT_${port.port}_${protocol.toUpperCase()}`;
    env.set(prefix, url);
    env.set(`${prefix}_PROTO`, protocol.toLowerCase());
    env.set(`${prefix}_PORT`, String(port.port));
    env.set(`${prefix}_ADDR`, clusterIP);
  }
}

const variableName = (name: string): string => name.replaceAll('-', '_').toUpperCase();
