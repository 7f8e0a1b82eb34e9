/** A figure of lanes over one time: containers, conditions and lost requests of several Pods, as plain data. A lane's second line is a word of the page's language. */
import type { FigureWords } from '../i18n/figures.ts';
import type { Seconds } from '../simulator/index.ts';
import { momentsOfLane } from './moments.ts';
import type { ContainerLook, Span } from './picture.ts';

export type Row =
  | {
      readonly kind: 'container';
      readonly name: string;
      readonly sub: keyof FigureWords;
      readonly spans: readonly Span<ContainerLook>[];
    }
  | {
      readonly kind: 'condition';
      readonly name: string;
      readonly sub: keyof FigureWords;
      readonly spans: readonly Span<'True' | 'False'>[];
    }
  /** Requests without an answer, counted a second. */
  | { readonly kind: 'lost'; readonly name: string; readonly sub: keyof FigureWords; readonly lost: readonly Lost[] };

export interface Lost {
  /** The second in which they were sent. */
  readonly at: Seconds;
  readonly n: number;
}

export interface LanesPicture {
  readonly until: Seconds;
  readonly rows: readonly Row[];
  /** What the sentence under the figure is filled with. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** One number of a figure's choice, or one word: what its buttons say, in the page's language. */
export interface Choice {
  readonly name: string;
  readonly options: readonly string[];
  /** Place of the option that the page begins with. */
  readonly at: number;
}

/** Which picture belongs to the options chosen. @example keyOf([0, 2]) → '0,2' */
export const keyOf = (places: readonly number[]): string => places.join(',');

/**
 * One picture for every combination of options, by its key.
 * @param draw - is given the place of each choice's option
 */
export function everyChoice(
  counts: readonly number[],
  draw: (places: readonly number[]) => LanesPicture,
): Record<string, LanesPicture> {
  const all = counts.reduce<number[][]>(
    (found, n) => found.flatMap((places) => Array.from({ length: n }, (_, i) => [...places, i])),
    [[]],
  );
  return Object.fromEntries(all.map((places) => [keyOf(places), draw(places)]));
}

/** The figure as a table: who, what, when. */
export function momentsOfLanes(
  { rows }: LanesPicture,
  words: FigureWords,
): { readonly at: Seconds; readonly who: string; readonly what: string }[] {
  return rows
    .flatMap((row) => {
      switch (row.kind) {
        case 'container':
          return momentsOfLane({ container: row.name, spans: row.spans }, words);
        case 'condition':
          return row.spans.map(({ from, look }) => ({ at: from, who: `${row.name} (${words[row.sub]})`, what: look }));
        case 'lost':
          return row.lost.map(({ at, n }) => ({ at, who: `${row.name} (${words[row.sub]})`, what: String(n) }));
      }
    })
    .map((moment, order) => ({ ...moment, order }))
    .sort((a, b) => a.at - b.at || a.order - b.order);
}
