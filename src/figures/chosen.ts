/** Draws the picture that belongs to a figure's choices, in place of the one that stands there. */
import { h, render } from 'preact';
import { fill } from '../i18n/fill.ts';
import { figures } from '../i18n/figures.ts';
import { LanesChart } from './lanes-chart.tsx';
import { momentsOfLanes, type LanesPicture } from './lanes-picture.ts';
import { redrawMoments } from './moment-rows.ts';

export function drawChosen(box: HTMLElement, key: string): void {
  const pictures = JSON.parse(box.querySelector('[data-pictures]')?.textContent ?? '{}') as Record<
    string,
    LanesPicture
  >;
  const picture = pictures[key];
  if (!picture) return;
  const words = figures[box.dataset['language'] === 'ko' ? 'ko' : 'en'];
  const instead = JSON.parse(box.dataset['instead'] ?? '{}') as Record<string, string>;
  const label = fill(instead[key] ?? box.dataset['says'] ?? '', picture.facts);
  for (const place of box.querySelectorAll<HTMLElement>('[data-width]')) {
    render(h(LanesChart, { picture, width: Number(place.dataset['width']), label, words }), place);
  }
  const says = box.querySelector('[data-narration]');
  if (says) says.textContent = label;
  redrawMoments(box, words, momentsOfLanes(picture, words));
}
