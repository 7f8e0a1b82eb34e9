import type { JsonObject } from '../../api/json.ts';
import type { DaemonSet, Node, NodeSelectorTerm, PodSpec, Toleration } from '../../api/schema/kinds.ts';
import { hasRequiredNodeAffinity } from '../../scheduler/node-selector.ts';
import { untoleratedTaint } from '../../scheduler/tolerations.ts';
import { REVISION_HASH } from '../controller-revisions.ts';
import { podFromTemplate } from '../pod-control.ts';

const exists = (key: string, effect: string): Toleration => ({ key, operator: 'Exists', effect });

/** @source kubernetes/kubernetes pkg/controller/daemon/util/daemonset_util.go AddOrUpdateDaemonPodTolerations */
const TOLERATIONS: readonly Toleration[] = [
  exists('node.kubernetes.io/not-ready', 'NoExecute'),
  exists('node.kubernetes.io/unreachable', 'NoExecute'),
  exists('node.kubernetes.io/disk-pressure', 'NoSchedule'),
  exists('node.kubernetes.io/memory-pressure', 'NoSchedule'),
  exists('node.kubernetes.io/pid-pressure', 'NoSchedule'),
  exists('node.kubernetes.io/unschedulable', 'NoSchedule'),
];
const HOST_NETWORK = exists('node.kubernetes.io/network-unavailable', 'NoSchedule');

function tolerationsOf({ tolerations = [], hostNetwork }: PodSpec): readonly Toleration[] {
  const added = hostNetwork ? [...TOLERATIONS, HOST_NETWORK] : TOLERATIONS;
  const isAdded = (given: Toleration): boolean =>
    added.some(
      ({ key, effect }) => key === given.key && effect === given.effect && !given.value && given.operator === 'Exists',
    );
  return [...tolerations.filter((given) => !isAdded(given)), ...added];
}

/** Whether a set's Pod shall be on a node: created there, left there, or neither. */
export type Fit = 'run' | 'stay' | 'go';

/** @source kubernetes/kubernetes pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod */
export function fitOf({ spec: { template } }: DaemonSet, node: Node): Fit {
  const spec = template.spec;
  if (!spec || (spec.nodeName && spec.nodeName !== node.metadata.name)) return 'go';
  if (!hasRequiredNodeAffinity(spec, node)) return 'go';
  const tolerations = tolerationsOf(spec);
  if (untoleratedTaint(node.spec.taints, tolerations, ['NoExecute'])) return 'go';
  return untoleratedTaint(node.spec.taints, tolerations, ['NoSchedule']) ? 'stay' : 'run';
}

const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/** A Pod for one node, which affinity names: the scheduler places it. @source the same package, util ReplaceDaemonSetPodNodeNameNodeAffinity, CreatePodTemplate */
export function daemonPod(set: DaemonSet, node: string, hash: string): JsonObject {
  const { template } = set.spec;
  const spec = template.spec ?? { containers: [] };
  const generation = set.metadata.annotations?.[TEMPLATE_GENERATION];
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [node] }];
  const before = spec.affinity?.nodeAffinity;
  const terms = before?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const nodeSelectorTerms: readonly NodeSelectorTerm[] = terms?.length
    ? terms.map((term) => ({ ...term, matchFields }))
    : [{ matchFields }];
  const nodeAffinity = { ...before, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
  return podFromTemplate(template, set, {
    labels: { ...(generation === undefined ? {} : { 'pod-template-generation': generation }), [REVISION_HASH]: hash },
    spec: { ...spec, tolerations: tolerationsOf(spec), affinity: { ...spec.affinity, nodeAffinity } },
  });
}
