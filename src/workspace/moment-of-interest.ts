import type { Picture } from '../figures/picture.ts';
import type { CheckResult } from '../sandbox/client.ts';

type Moment = NonNullable<CheckResult['moment']>;

/** Where a passed run is worth a look: the second at which the learner's first Pod becomes Ready for good, else its end. */
export function momentOfInterest(picture: Picture | undefined): number {
  if (!picture) return 0;
  const pod = picture.pods.find(({ mine }) => mine) ?? picture.pods[0];
  const last = pod?.ready.at(-1);
  return last?.look === 'True' ? last.from : picture.until;
}

/** Seconds that a restart may take to be written into the Pod's status, and to follow the end that it mends at once. */
const WRITTEN = 0.1;
const AT_ONCE = 2;

/**
 * The second at which a check's moment is worth a look. A restart is noticed once the container runs again; what there is to be
 * seen is how it ended just before.
 */
export function secondOfMoment(picture: Picture | undefined, { at, pod }: Moment): number {
  const looked = picture?.pods.find(({ key }) => key === pod);
  const ends = (looked?.containers ?? []).flatMap(({ restarts, spans }) => {
    const again = restarts.findLast((t) => t <= at && at - t < WRITTEN);
    const end = again === undefined ? undefined : spans.findLast((s) => s.exitCode !== undefined && s.from <= again);
    return end && at - end.from < AT_ONCE ? [end.from] : [];
  });
  return ends[0] ?? at;
}

/**
 * The Pod that a check's moment is about: the one that was looked at, else the one that is seen already, else the first of the
 * learner's, of those that are there then.
 */
export function podOfMoment(picture: Picture | undefined, { at, pod }: Moment, seen?: string): string | undefined {
  const pods = picture?.pods ?? [];
  const there = pods.filter(({ created, deleted = Infinity }) => created <= at && at < deleted);
  const looked = pods.find(({ key }) => key === pod) ?? there.find(({ key }) => key === seen);
  return (looked ?? there.find(({ mine }) => mine) ?? there[0])?.key;
}
