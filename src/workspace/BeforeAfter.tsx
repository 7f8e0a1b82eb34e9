import type { Picture, PodPicture } from '../figures/picture.ts';
import type { Language } from '../i18n/languages.ts';
import { results } from '../i18n/results.ts';
import { RunStrip } from './RunStrip.tsx';

interface Props {
  readonly language: Language;
  /** The starter's run; undefined where it was not accepted. */
  readonly starter: Picture | undefined;
  readonly yours: Picture;
}

/** What changed in behaviour: the first container of the Pod, as the starter ran it and as it runs now, on the same cluster. */
export function BeforeAfter({ language, starter, yours }: Props) {
  const t = results[language];
  const [before, after] = [podOf(starter), podOf(yours)];
  const until = Math.max(starter?.until ?? 0, yours.until);
  if (!after || until === 0) return null;
  return (
    <div class="before-after">
      <span>{t.starter}</span>
      {before ? <RunStrip {...{ language, until }} pod={before} /> : <span>{t.notAccepted}</span>}
      <b>{t.yours}</b>
      <RunStrip {...{ language, until }} pod={after} isNew />
    </div>
  );
}

const podOf = (picture: Picture | undefined): PodPicture | undefined =>
  picture?.pods.find(({ mine }) => mine) ?? picture?.pods[0];
