import type { Seconds } from '../simulator/index.ts';
import { SHOWN } from './time-scale.ts';

interface Happened {
  readonly at: Seconds;
  readonly who: string;
  readonly what: string;
}

/**
 * What is told when a clock stands at a second: the last that happened by then, after what else happened to the same at that
 * instant, which is its cause more often than not.
 *
 * @param moments - by time
 * @returns none where nothing happened yet
 */
export function toldAt<M extends Happened>(moments: readonly M[], at: Seconds): readonly M[] {
  const last = moments.findLast((m) => m.at <= at + SHOWN);
  return last ? moments.filter((m) => m.who === last.who && m.at <= last.at && m.at > last.at - SHOWN) : [];
}

/** @example inOneSentence(toldAt(moments, 15.3)) → "liveness probe fails, 3 of 3; is sent SIGTERM; exits with code 0" */
export const inOneSentence = (told: readonly Happened[]): string => told.map(({ what }) => what).join('; ');
