import type { figures } from '../i18n/figures.ts';
import { fill } from '../i18n/fill.ts';
import type { Moment } from './moments.ts';
import { seconds } from './time-scale.ts';

/** The rows of a figure's table (MomentTable.astro) drawn again in the page. */
export function redrawMoments(
  figure: Element,
  words: (typeof figures)['en'],
  moments: readonly Pick<Moment, 'at' | 'who' | 'what' | 'probe'>[],
): void {
  figure.querySelector('.as-table tbody')?.replaceChildren(
    ...moments.map(({ at, who, what, probe }) => {
      const row = document.createElement('tr');
      row.dataset['at'] = String(at);
      if (probe) row.dataset['probe'] = probe;
      for (const text of [fill(words.seconds, { t: seconds(at) }), who, what]) row.insertCell().textContent = text;
      return row;
    }),
  );
}
