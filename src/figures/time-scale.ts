import type { Seconds } from '../simulator/index.ts';

/** Virtual time laid along x, and nothing else. */
export interface TimeScale {
  readonly from: Seconds;
  readonly until: Seconds;
  readonly left: number;
  readonly right: number;
}

export const xOf = ({ from, until, left, right }: TimeScale, t: Seconds): number =>
  round(left + ((Math.min(Math.max(t, from), until) - from) / (until - from)) * (right - left));

export const timeAt = ({ from, until, left, right }: TimeScale, x: number): Seconds =>
  from + ((Math.min(Math.max(x, left), right) - left) / (right - left)) * (until - from);

export const pixelsPerSecond = ({ from, until, left, right }: TimeScale): number => (right - left) / (until - from);

/** Half of the least that a clock shows: what happens within it belongs to the moment. */
export const SHOWN: Seconds = 0.05;

export interface Tick {
  readonly t: Seconds;
  readonly major: boolean;
}

const STEPS: readonly Seconds[] = [1, 2, 10, 20, 30, 60, 120, 300, 600, 1200, 3600];
/** Room that a tick's label needs. */
const LABEL = 44;

/** Labelled ticks as close as their labels allow, each step halved by an unlabelled one. */
export function ticks(scale: TimeScale): Tick[] {
  const step = STEPS.find((each) => each * pixelsPerSecond(scale) >= LABEL) ?? 3600;
  const first = Math.ceil(scale.from / step) * step;
  const found: Tick[] = [];
  for (let t = first; t <= scale.until; t += step / 2) found.push({ t, major: (t - first) % step === 0 });
  return found;
}

/** One decimal is finer than a pixel. */
export const round = (x: number): number => Math.round(x * 10) / 10;

/** How wide a text is in the system font, near enough to decide whether a label fits. */
export const textWidth = (text: string, size = 12): number =>
  [...text].reduce((width, character) => width + (character > '\u1100' ? size : size * 0.56), 0);

/** @example seconds(15) → '15.0', seconds(3.25) → '3.3' */
export const seconds = (t: Seconds): string => t.toFixed(1);

/** The playhead's flag: its middle and half its width. It stays within the figure. */
export function flagOf(
  scale: TimeScale,
  at: Seconds,
  label: string,
): { readonly middle: number; readonly half: number } {
  const half = textWidth(label) / 2 + 8;
  return { middle: Math.min(Math.max(xOf(scale, at), half), scale.right + 14 - half), half };
}

/** Room that a tick's label takes to either side: none is shown under the flag. */
export const TICK = 12;
