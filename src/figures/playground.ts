/** Runs a figure's manifest with the numbers that its knobs show, and draws the figure again. */
import { h, render } from 'preact';
import { figures } from '../i18n/figures.ts';
import { browserSandbox, type Sandbox } from '../sandbox/client.ts';
import { redrawMoments } from './moment-rows.ts';
import { momentsOf, storyOf } from './moments.ts';
import type { Picture } from './picture.ts';
import { PodTimeline } from './pod-timeline.tsx';

/** A cluster of one node that runs 200 s: as this exercise's, which asks the same question. */
const CLUSTER = { id: 'predict-probe-kill-time', type: 'predict', cluster: '' } as const;

let sandbox: Sandbox | undefined;
/** Only the last press counts. */
let latest = 0;

export async function runPlayground(box: HTMLElement): Promise<void> {
  const mine = ++latest;
  const values = [...box.querySelectorAll<HTMLElement>('[data-knob]')].map(
    (knob) => [knob.dataset['knob'] ?? '', knob.querySelector('output')?.value ?? ''] as const,
  );
  const yaml = withValues(box.dataset['manifest'] ?? '', values);
  sandbox ??= browserSandbox();
  const ended = await sandbox.preview(CLUSTER, { kind: 'manifest', yaml });
  if (mine !== latest) return;
  const picture = ended.kind === 'done' ? ended.value.picture : undefined;
  if (picture) draw(box, picture);
  else tell(box, box.dataset['failed'] ?? '');
}

/** What came of it stands where the figure tells of its moment, until the playhead moves. */
function tell(box: HTMLElement, finding: string): void {
  const narration = box.querySelector('[data-narration]');
  if (narration) narration.textContent = finding;
}

/** @example withValues('periodSeconds: 5', [['periodSeconds', '10']]) → 'periodSeconds: 10' */
export const withValues = (manifest: string, values: readonly (readonly [name: string, value: string])[]): string =>
  values.reduce(
    (text, [name, value]) => text.replace(new RegExp(`(${name}(?:: |, value: "))\\d+`), `$1${value}`),
    manifest,
  );

function draw(box: HTMLElement, picture: Picture): void {
  const figure = box.querySelector<HTMLElement>('[data-timeline]');
  const language = box.dataset['language'] === 'ko' ? 'ko' : 'en';
  const words = figures[language];
  const pod = picture.pods[0];
  if (!figure || !pod) return;
  for (const svg of figure.querySelectorAll<SVGSVGElement>('svg.tl[data-left]')) {
    const place = svg.parentElement;
    const from = Number(svg.dataset['from']);
    const whole = svg.dataset['until'] === figure.dataset['until'];
    const until = whole ? picture.until : Number(svg.dataset['until']);
    const width = svg.viewBox.baseVal.width;
    if (!place) continue;
    render(null, place); // else the next drawing is a change to what is taken out here
    place.replaceChildren();
    render(h(PodTimeline, { pod, from, until, width, words }), place);
  }
  redrawMoments(figure, words, momentsOf(pod, words));
  figure.dataset['until'] = String(picture.until);
  figure.dispatchEvent(new Event('redrawn'));
  tell(box, storyOf(pod, picture.until, words));
}
