/** The public face of the simulator: all that the rest of the house may know of it. */
export type { Millis, Seconds } from './clock.ts';
export type { Cause, HistoryEntry, ProbeKind, ProbeResult } from './history.ts';
export { History } from './history.ts';
