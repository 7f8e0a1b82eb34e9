import type { Picture } from '../figures/picture.ts';

/** Where a passed run is worth a look: the second at which the learner's first Pod becomes Ready for good, else its end. */
export function momentOfInterest(picture: Picture | undefined): number {
  if (!picture) return 0;
  const pod = picture.pods.find(({ mine }) => mine) ?? picture.pods[0];
  const last = pod?.ready.at(-1);
  return last?.look === 'True' ? last.from : picture.until;
}
