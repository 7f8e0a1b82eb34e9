import type { Node, Taint } from '../../api/schema/kinds.ts';
import { nodeNoLongerRefused, toleratesOther } from '../cluster-event.ts';
import { pass, unresolvable, type FilterPlugin } from '../framework.ts';
import type { PodInfo } from '../pod-info.ts';
import { tolerates } from '../tolerations.ts';

const CORDONED: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/**
 * A cordoned node takes only pods that tolerate its taint.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go; recorded: none/one-cordoned
 */
export const nodeUnschedulable: FilterPlugin = {
  name: 'NodeUnschedulable',
  filter: (pod, { node }) => (refuses(pod, node) ? unresolvable('node(s) were unschedulable') : pass),
  mayHelp: (pod, event) =>
    (toleratesOther(event) && toleratesCordon(pod)) || nodeNoLongerRefused(event, (node) => refuses(pod, node)),
};

const refuses = (pod: PodInfo, node: Node): boolean => Boolean(node.spec?.unschedulable) && !toleratesCordon(pod);

const toleratesCordon = ({ pod: { spec } }: PodInfo): boolean =>
  spec.tolerations?.some((toleration) => tolerates(toleration, CORDONED)) ?? false;
