import type { Node, Toleration } from '../../api/schema/kinds.ts';
import { nodeNoLongerRefused, toleratesOther } from '../cluster-event.ts';
import { normaliseDown, pass, unresolvable, type FilterPlugin, type ScorePlugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';
import { FORBIDDING, tolerates, untoleratedTaint } from '../tolerations.ts';

/**
 * NoSchedule and NoExecute taints keep off the pods that do not tolerate them; nodes with fewer untolerated
 * PreferNoSchedule taints score higher.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go; recorded: taint/*
 */
export const taintToleration: FilterPlugin & ScorePlugin = {
  name: 'TaintToleration',
  weight: 3,
  filter: (pod, { node, taints }) =>
    taints.length > 0 && refuses(pod, node) ? unresolvable('node(s) had untolerated taint(s)') : pass,
  explain({ pod }, { taints }) {
    const found = untoleratedTaint(taints, pod.spec.tolerations, FORBIDDING);
    return found ? [{ type: 'taint', key: found.key, value: found.value, effect: found.effect }] : [];
  },
  preScore({ pod }) {
    const tolerations = (pod.spec.tolerations ?? []).filter((t) => !t.effect || t.effect === 'PreferNoSchedule');
    return { score: (node) => untolerated(node, tolerations), normalise: normaliseDown };
  },
  mayHelp: (pod, event) => toleratesOther(event) || nodeNoLongerRefused(event, (node) => refuses(pod, node)),
};

const refuses = ({ pod }: PodInfo, node: Node): boolean =>
  untoleratedTaint(node.spec?.taints, pod.spec.tolerations, FORBIDDING) !== undefined;

function untolerated({ taints }: NodeInfo, tolerations: readonly Toleration[]): number {
  let count = 0;
  for (const taint of taints)
    if (taint.effect === 'PreferNoSchedule' && !tolerations.some((toleration) => tolerates(toleration, taint))) count++;
  return count;
}
