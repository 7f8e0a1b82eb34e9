import type { Millis, Seconds } from '../../src/simulator/index.ts';

/** A span as graders write it. @example '60s' · '5m' · '1m30s' */
export type Duration = `${number}s` | `${number}m` | `${number}m${number}s`;

/** @example seconds('1m30s') → 90. Throws on what is no duration: a grader's own mistake. */
export function seconds(duration: Duration): Seconds {
  const m = /^(?=.)(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(duration);
  if (!m) throw new Error(`no duration: ${duration}`);
  return Number(m[1] ?? 0) * 60 + Number(m[2] ?? 0);
}

export const millis = (duration: Duration): Millis => Math.round(seconds(duration) * 1000);
