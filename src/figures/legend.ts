import type { FigureWords } from '../i18n/figures.ts';
import type { PodPicture } from './picture.ts';

const swatches = {
  waiting: '<rect class="s-wait" x=".6" y=".6" width="20.8" height="10.8" rx="3"/>',
  running:
    '<rect class="s-warm" x=".6" y=".6" width="20.8" height="10.8" rx="3"/><rect class="s-run" x=".6" y="7.6" width="20.8" height="3.8" rx="1.9"/>',
  ready: '<rect class="s-run" width="22" height="12" rx="3"/>',
  stopping: '<rect class="s-term" x=".6" y=".6" width="20.8" height="10.8" rx="3"/>',
  failed: '<rect class="s-dead" x="8" width="6" height="12" rx="2"/>',
  'back-off': '<rect class="s-back" x=".6" y=".6" width="20.8" height="10.8" rx="3"/>',
  completed:
    '<rect class="s-done" x=".6" y=".6" width="20.8" height="10.8" rx="3"/><rect class="s-donefill" x=".6" y=".6" width="5" height="10.8" rx="2"/>',
  probePassed: '<circle class="m-pass" cx="11" cy="6" r="4.6"/>',
  probeFailed: '<path class="m-fail" d="M7 2l8 8M15 2l-8 8"/>',
  probeUnknown: '<circle class="m-skip" cx="11" cy="6" r="4.4"/>',
} as const;
type Entry = keyof typeof swatches;

/** The states that a figure shows, in one order everywhere; the inside of a svg of 22 by 12 and its word. */
export function legendOf(pod: PodPicture, words: FigureWords): { readonly swatch: string; readonly word: string }[] {
  const shown = new Set<Entry>();
  for (const { spans } of pod.containers)
    for (const { look, from, to, exitCode } of spans) if (to - from > 0.1 || exitCode !== undefined) shown.add(look);
  for (const { runs } of pod.probes)
    for (const { result } of runs)
      shown.add(result === 'success' ? 'probePassed' : result === 'failure' ? 'probeFailed' : 'probeUnknown');
  return (Object.keys(swatches) as Entry[])
    .filter((entry) => shown.has(entry))
    .map((entry) => ({ swatch: swatches[entry], word: words[entry] }));
}
