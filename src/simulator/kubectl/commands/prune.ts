import { deprecation, findResource, resources, type Resource } from '../../api/resources.ts';
import type { KubeObject } from '../../api/schema/kinds.ts';
import { matchesRequirements } from '../../selector.ts';
import type { Change } from '../change.ts';
import type { CommandContext } from '../command.ts';
import { failure, isFailure, plainFailure, statusText, type Failure } from '../failure.ts';
import { klogLine } from '../klog.ts';
import { parseLabelSelector } from '../label-selector.ts';
import { LAST_APPLIED } from '../last-applied.ts';
import { flagValue, flagValues, isOn } from '../line.ts';
import type { Manifest } from '../manifests.ts';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/util/prune/prune.go */
const USUAL =
  'ConfigMap Endpoints PersistentVolumeClaim Pod ReplicationController Secret Service Job CronJob Ingress DaemonSet Deployment ReplicaSet StatefulSet Namespace PersistentVolume'.split(
    ' ',
  );
const EXPLICIT =
  'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.';

/**
 * The kinds that --prune looks at, those of a namespace first.
 * @returns why not, where --prune-allowlist cannot be read, or --all and -l do not say what may go
 */
export function prunedKinds({ line }: CommandContext): readonly Resource[] | Failure {
  const allowed: Resource[] = [];
  for (const text of flagValues(line, 'prune-allowlist')) {
    const kind = kindOf(text);
    if (isFailure(kind)) return kind;
    allowed.push(kind);
  }
  const selector = flagValue(line, 'selector');
  if (isOn(line, 'all') && selector) return plainFailure('cannot set --all and --selector at the same time');
  if (!isOn(line, 'all') && !selector)
    return plainFailure(
      'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
    );
  if (isOn(line, 'server-side'))
    return plainFailure("--prune is in alpha and doesn't currently work on objects created by server-side apply");
  const kinds = allowed.length > 0 ? allowed : USUAL.flatMap((kind) => resources.find((r) => r.kind === kind) ?? []);
  return kinds.sort((a, b) => Number(b.namespaced) - Number(a.namespaced));
}

/** @example "apps/v1/Deployment", "core/v1/ConfigMap" */
function kindOf(text: string): Resource | Failure {
  const [group = '', version = '', kind, ...more] = text.split('/');
  if (kind === undefined || more.length > 0)
    return plainFailure(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`);
  const apiVersion = group === 'core' ? version : `${group}/${version}`;
  return findResource(apiVersion, kind) ?? plainFailure(`no matches for kind "${kind}" in version "${apiVersion}"`);
}

/**
 * Deletes what was applied before and is not among the manifests, in their namespaces.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/apply/prune.go
 */
export function prune(
  { cluster, line, err }: CommandContext,
  change: Change,
  kinds: readonly Resource[],
  applied: readonly Manifest[],
): Failure | undefined {
  if (flagValues(line, 'prune-allowlist').length === 0) err(klogLine(cluster.clock, 'W', 'prune.go:71', EXPLICIT));
  const selector = parseLabelSelector(flagValue(line, 'selector') ?? '');
  const requirements = 'requirements' in selector ? selector.requirements : [];
  const namespaces = new Set(applied.map(({ namespace }) => namespace).filter((namespace) => namespace !== undefined));
  const kept = new Set(applied.map(({ resource, namespace, name }) => keyOf(resource.kind, namespace, name)));
  for (const resource of kinds) {
    for (const namespace of resource.namespaced ? namespaces : [undefined]) {
      change.warn(deprecation(resource));
      const found = (cluster.store.list(resource.kind, namespace) as readonly KubeObject[])
        .filter(({ metadata }) => metadata.annotations?.[LAST_APPLIED] !== undefined)
        .filter(({ metadata }) => !kept.has(keyOf(resource.kind, metadata.namespace, metadata.name)))
        .filter(({ metadata }) => matchesRequirements(requirements, metadata.labels))
        .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
      for (const object of found) {
        const target = { kind: resource.kind, namespace, name: object.metadata.name };
        const answer =
          change.dryRun === 'client'
            ? undefined
            : cluster.api.delete(target, { propagation: 'Background' }, change.caller);
        if (answer && !answer.ok) return failure(statusText(answer.error));
        const told = change.tell(object, 'pruned');
        if (told) return told;
      }
    }
  }
  return undefined;
}

const keyOf = (kind: string, namespace: string | undefined, name: string): string =>
  `${kind} ${namespace ?? ''}/${name}`;
