import { kinds } from './schema/facts.ts';
import type { Problem } from './problem.ts';
import type { Kind } from './schema/kinds.ts';

/** A kind as the API serves it and kubectl names it. */
export interface Resource {
  readonly kind: Kind;
  /** The definition in facts.ts that its objects are decoded with. */
  readonly definition: string;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
]);

const plural = (kind: string): string => {
  const lower = kind.toLowerCase();
  if (lower === 'endpoints') return lower;
  return lower.endsWith('s') ? `${lower}es` : lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
};

/** Every kind that can be created or stored, the one of the core group first where two groups serve it. */
export const resources: readonly Resource[] = kinds.map((k) => ({
  kind: k.kind as Kind,
  definition: k.name,
  group: k.group,
  version: k.version,
  plural: plural(k.kind),
  namespaced: !CLUSTER_SCOPED.has(k.kind),
}));

const byKind = new Map<string, Resource>([...resources].reverse().map((r) => [r.kind, r]));
/** Versions that are served beside the stored one. */
const olderVersions: readonly Resource[] = [
  {
    kind: 'HorizontalPodAutoscaler',
    definition: 'AutoscalingV1HorizontalPodAutoscaler',
    group: 'autoscaling',
    version: 'v1',
    plural: 'horizontalpodautoscalers',
    namespaced: true,
  },
];

const byVersion = new Map<string, Resource>(
  [...resources, ...olderVersions].flatMap((r) =>
    [r.kind, r.kind.toLowerCase()].map((kind) => [`${apiVersionOf(r)}/${kind}`, r] as const),
  ),
);

/** "v1", "apps/v1". */
export function apiVersionOf(resource: Pick<Resource, 'group' | 'version'>): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}

/** What is said to every request for a resource that is on its way out. @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/installer.go */
export const deprecation = ({ kind }: Resource): readonly Problem[] => (kind === 'Endpoints' ? ENDPOINTS : []);

const ENDPOINTS: readonly Problem[] = [
  { text: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice' },
];

/** The resource of a stored kind. */
export function resourceOf(kind: Kind): Resource {
  const found = byKind.get(kind);
  if (!found) throw new Error(`no resource for ${kind}`);
  return found;
}

/**
 * The resource that an object's apiVersion and kind name, if there is one. Clients find a kind in small letters too,
 * which the API server then cannot read.
 * @source k8s.io/client-go restmapper/discovery.go NewDiscoveryRESTMapper
 */
export const findResource = (apiVersion: string, kind: string): Resource | undefined =>
  byVersion.get(`${apiVersion}/${kind}`);

/** "pods", "deployments.apps": how messages name a resource. */
export const qualified = (resource: Resource): string =>
  resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;

/** "Pod", "Deployment.apps": how an Invalid error names a kind. */
export const qualifiedKind = (resource: Resource): string =>
  resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
