import type { Seconds } from '../../src/simulator/index.ts';
import { restartsOf, type Finding } from './facts.ts';
import type { Run } from './grader.ts';
import type { Group } from './history-view.ts';

/**
 * No container of these Pods was restarted since the learner's last command. Facts: {newRestarts} and those of the group.
 * @param settling - seconds in which the last change may still end what a Pod that was there ran before it
 * @param until - seconds after the last command; the end of the run unless said
 */
export function noNewRestarts({ history, handedIn }: Run, group: Group, settling: Seconds, until?: Seconds): Finding {
  const after = (seconds: Seconds): `${number}s` => `${handedIn + seconds}s`;
  const old = new Set((history.stateAt(group, after(0)) ?? []).map(({ metadata }) => metadata.uid));
  const before = new Map(
    (history.stateAt(group, after(settling)) ?? []).map((pod) => [pod.metadata.uid, restartsOf(pod)]),
  );
  const finding = (until === undefined ? history.atEnd() : history.at(after(until))).expect(group, () => true);
  const pods = until === undefined ? history.last(group) : history.stateAt(group, after(until));
  const newRestarts = (pods ?? []).reduce((sum, pod) => {
    const { uid } = pod.metadata;
    return sum + restartsOf(pod) - (old.has(uid) ? (before.get(uid) ?? 0) : 0);
  }, 0);
  return { ...finding, holds: newRestarts === 0, facts: { ...finding.facts, newRestarts } };
}
