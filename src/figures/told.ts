import type { ProbeKind, Seconds } from '../simulator/index.ts';
import { SHOWN } from './time-scale.ts';

interface Happened {
  readonly at: Seconds;
  readonly who: string;
  readonly what: string;
  /** Whose result it is. */
  readonly probe?: ProbeKind | undefined;
}

/**
 * What is told when a clock stands at a second: the last that happened by then, after what else happened to the same at that
 * instant, which is its cause more often than not. A readiness probe's result ends nothing: it is told alone, or not at all.
 *
 * @param moments - by time
 * @returns none where nothing happened yet
 */
export function toldAt<M extends Happened>(moments: readonly M[], at: Seconds): readonly M[] {
  const last = moments.findLast((m) => m.at <= at + SHOWN);
  if (!last) return [];
  return moments.filter(
    (m) => m === last || (m.who === last.who && m.at <= last.at && m.at > last.at - SHOWN && m.probe !== 'readiness'),
  );
}

/** @example inOneSentence(toldAt(moments, 15.3)) → "liveness probe fails, 3 of 3; is sent SIGTERM; exits with code 0" */
export const inOneSentence = (told: readonly Happened[]): string => told.map(({ what }) => what).join('; ');
