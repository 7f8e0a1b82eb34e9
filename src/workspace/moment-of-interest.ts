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
