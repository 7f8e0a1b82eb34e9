import type { Millis, Seconds } from '../../clock.ts';
import type { Process } from '../process.ts';

/** A span of seconds after the process's start. */
export interface Window {
  readonly from: Seconds;
  readonly to: Seconds;
}

/** A number in the environment, or set since by a grader's action; what is absent or no number is the default. */
export function numberKnob(process: Process, name: string, otherwise: number): number {
  const text = process.knob(name);
  if (text === undefined || text.trim() === '') return otherwise;
  const value = Number(text);
  return Number.isNaN(value) ? otherwise : value;
}

/** A point in seconds after start; undefined where the knob is not set. */
export const timeKnob = (process: Process, name: string): Seconds | undefined => {
  const value = numberKnob(process, name, NaN);
  return Number.isNaN(value) ? undefined : value;
};

/** @example windowsKnob of PAUSES="60-64,90-95" → two windows; what is no window is passed over */
export function windowsKnob(process: Process, name: string): readonly Window[] {
  const set = process.knob(name);
  if (set === undefined || set === '') return NONE;
  return set.split(',').flatMap((text) => {
    const m = /^\s*(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)\s*$/.exec(text);
    return m ? [{ from: Number(m[1]), to: Number(m[2]) }] : [];
  });
}

const NONE: readonly Window[] = [];

/** What a process reads of its knobs; read again only once one was set: a server asks at each request. */
export function whileUnset<T>(process: Process, read: () => T): () => T {
  let known = read();
  let set = process.knobsSet;
  return () => {
    if (set !== process.knobsSet) {
      known = read();
      set = process.knobsSet;
    }
    return known;
  };
}

export const within = (windows: readonly Window[], t: Seconds): Window | undefined =>
  windows.find(({ from, to }) => from <= t && t < to);

/** Seconds since the process's container started. */
export const age = (process: Process): Seconds => (process.clock.now - process.startedAt) / 1000;

/** The first of some points (seconds after start) that is still to come, on the clock. */
export function nextOf(process: Process, points: readonly (Seconds | undefined)[], now: Millis): Millis | undefined {
  let next: Millis | undefined;
  for (const point of points) {
    if (point === undefined) continue;
    const at = process.startedAt + point * 1000;
    if (at > now && (next === undefined || at < next)) next = at;
  }
  return next;
}
