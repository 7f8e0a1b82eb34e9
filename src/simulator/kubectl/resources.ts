import { qualified, resourceOf as apiResourceOf, type Resource as ApiResource } from '../api/resources.ts';
import type { Kind, KubeObject } from '../api/schema/kinds.ts';

/** A resource as discovery names it. */
export interface Resource extends ApiResource {
  readonly singular: string;
  readonly short: readonly string[];
  /** In `kubectl get all`. */
  readonly inAll: boolean;
}

/**
 * Every resource that is stored, in the order of discovery: where a name fits several, the first has it.
 * @source recorded: kubectl api-resources; kubernetes/kubernetes pkg/registry (ShortNames, Categories)
 */
export const resources: readonly Resource[] = [
  of('ConfigMap', ['cm']),
  of('Endpoints', ['ep']),
  of('Event', ['ev']),
  of('LimitRange', ['limits']),
  of('Namespace', ['ns']),
  of('Node', ['no']),
  of('PersistentVolumeClaim', ['pvc']),
  of('PersistentVolume', ['pv']),
  of('Pod', ['po'], 'in all'),
  of('PodTemplate', []),
  of('ReplicationController', ['rc'], 'in all'),
  of('ResourceQuota', ['quota']),
  of('Secret', []),
  of('ServiceAccount', ['sa']),
  of('Service', ['svc'], 'in all'),
  of('ControllerRevision', []),
  of('DaemonSet', ['ds'], 'in all'),
  of('Deployment', ['deploy'], 'in all'),
  of('ReplicaSet', ['rs'], 'in all'),
  of('StatefulSet', ['sts'], 'in all'),
  of('HorizontalPodAutoscaler', ['hpa'], 'in all'),
  of('CronJob', ['cj'], 'in all'),
  of('Job', [], 'in all'),
  of('Lease', []),
  of('EndpointSlice', []),
  of('PodDisruptionBudget', ['pdb']),
  of('PriorityClass', ['pc']),
  of('StorageClass', ['sc']),
];

const byKind = new Map<string, Resource>(resources.map((r) => [r.kind, r]));

/** Every kind that is stored has one. */
export function resourceOf(kind: Kind): Resource {
  const found = byKind.get(kind);
  if (!found) throw new Error(`no resource of kind ${kind}`);
  return found;
}

/** The resource of a kind that an owner reference names, which may be none that is stored. */
export function resourceOfName(kind: string): Resource | undefined {
  return byKind.get(kind);
}

/**
 * The resource that somebody means by `po`, `pod`, `Pods`, `deployments.apps`, `deployments.v1.apps`.
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/restmapper/shortcut.go; cli-runtime pkg/resource/builder.go mappingFor
 */
export function findResource(typed: string): Resource | undefined {
  const [written = '', ...group] = typed.split('.');
  const name = written.toLowerCase();
  // Short names are replaced as they are written, before anything is read in any case.
  const named = resources.filter((r) => r.plural === name || r.singular === name || r.short.includes(written));
  const wanted = group.join('.').toLowerCase();
  if (wanted === '' || wanted === '.') return named[0];
  return named.find((r) => wanted === r.group || wanted === `${r.version}.${r.group}`);
}

/** What commands print: "deployment.apps/web", "pod/web". */
export function printedName(resource: Resource, name: string): string {
  return `${typeName(resource)}/${name}`;
}

/** The same of any object, one of a kind that is not stored included. */
export function printedNameOf({ apiVersion, kind, metadata }: KubeObject): string {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : `.${apiVersion.slice(0, slash)}`;
  return `${kind.toLowerCase()}${group}/${metadata.name}`;
}

/** "deployment.apps", "pod". */
export function typeName(resource: Resource): string {
  const kind = resource.kind.toLowerCase();
  return resource.group === '' ? kind : `${kind}.${resource.group}`;
}

/** The message of a 404. @example notFoundMessage(deployments, 'web') → `deployments.apps "web" not found` */
export function notFoundMessage(resource: Resource, name: string): string {
  return `${qualified(resource)} ${JSON.stringify(name)} not found`;
}

function of(kind: Kind, short: readonly string[], where?: 'in all'): Resource {
  const resource = apiResourceOf(kind);
  return { ...resource, singular: kind.toLowerCase(), short, inAll: where === 'in all' };
}
