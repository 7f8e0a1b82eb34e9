import type { Pod, Seconds } from '../../src/simulator/index.ts';
import type { Finding } from './facts.ts';
import type { Run } from './grader.ts';
import type { Group } from './history-view.ts';

/**
 * No container of these Pods was restarted in the time between a while after the learner's last command and the end.
 * Facts: {newRestarts} and those of the group.
 * @param settling - seconds in which the last change may still end what ran before it
 */
export function noNewRestarts({ history, handedIn }: Run, group: Group, settling: Seconds): Finding {
  const before = new Map(
    (history.stateAt(group, `${handedIn + settling}s`) ?? []).map((pod) => [pod.metadata.uid, pod]),
  );
  const finding = history.atEnd().expect(group, () => true);
  const newRestarts = (history.last(group) ?? []).reduce(
    (sum, pod) => sum + restartsOf(pod) - restartsOf(before.get(pod.metadata.uid)),
    0,
  );
  return { ...finding, holds: newRestarts === 0, facts: { ...finding.facts, newRestarts } };
}

const restartsOf = (pod: Pod | undefined): number =>
  (pod?.status.containerStatuses ?? []).reduce((sum, status) => sum + status.restartCount, 0);
