import type { EnvVar, KubeObject } from '../../../api/schema/kinds.ts';
import { fromBase64 } from '../../../base64.ts';
import type { Store } from '../../../store.ts';

/**
 * A line of `set env --list`.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/env/env_resolve.go GetEnvVarRefString
 */
export function envLine({ name, value = '', valueFrom }: EnvVar): string {
  if (valueFrom?.secretKeyRef)
    return `# ${name} from secret ${valueFrom.secretKeyRef.name ?? ''}, key ${valueFrom.secretKeyRef.key}\n`;
  if (valueFrom?.configMapKeyRef)
    return `# ${name} from configmap ${valueFrom.configMapKeyRef.name ?? ''}, key ${valueFrom.configMapKeyRef.key}\n`;
  if (valueFrom?.fieldRef) return `# ${name} from field path ${valueFrom.fieldRef.fieldPath}\n`;
  if (valueFrom?.resourceFieldRef)
    return `# ${name} from resource field ${valueFrom.resourceFieldRef.containerName ?? ''}.${valueFrom.resourceFieldRef.resource}\n`;
  return `${name}=${value}\n`;
}

/**
 * What a variable refers to, for --resolve; undefined where it cannot be read from a ConfigMap or a Secret.
 * @source the same file upstream, GetEnvVarRefValue (field references are not resolved here)
 */
export function resolvedEnv(store: Store, { metadata }: KubeObject, { valueFrom }: EnvVar): string | undefined {
  const secret = valueFrom?.secretKeyRef;
  if (secret) {
    const value = store.get('Secret', metadata.namespace, secret.name ?? '')?.data?.[secret.key];
    return value === undefined ? undefined : fromBase64(value);
  }
  const map = valueFrom?.configMapKeyRef;
  return map && store.get('ConfigMap', metadata.namespace, map.name ?? '')?.data?.[map.key];
}
