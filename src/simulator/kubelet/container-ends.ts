import type { Pod } from '../api/schema/kinds.ts';
import type { Clock, Millis } from '../clock.ts';
import { fromBytes } from '../runtime/bytes.ts';
import type { FileNode } from '../runtime/filesystem.ts';
import { terminationMessage } from './container-files.ts';
import type { ContainerRecord, ContainerState } from './container-record.ts';

/** Its process could not be started. @param message - the runtime's */
export const neverStarted = (state: ContainerState, clock: Clock, message: string): ContainerState => ({
  ...state,
  state: 'exited',
  startedAt: -clock.epoch,
  finishedAt: clock.now,
  exitCode: 128,
  reason: 'StartError',
  message,
});

/** Power failed under it: nobody knows how it ended. */
export const lostPower = (state: ContainerState, now: Millis): ContainerState => ({
  ...state,
  state: 'exited',
  finishedAt: now,
  exitCode: 255,
  reason: 'Unknown',
});

/** Its first process has ended. @param message - the file of its termination message */
export const ended = (
  { state, spec, log }: ContainerRecord,
  pod: Pod,
  message: FileNode,
  {
    finishedAt,
    exitCode,
    oomKilled,
  }: { readonly finishedAt: Millis; readonly exitCode: number; readonly oomKilled: boolean },
): ContainerState => ({
  ...state,
  state: 'exited',
  finishedAt,
  exitCode,
  reason: oomKilled ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error',
  message: fromBytes(terminationMessage(spec, containersOf(pod), message, exitCode, log)),
});

const containersOf = ({ spec: { containers, initContainers = [], ephemeralContainers = [] } }: Pod): number =>
  containers.length + initContainers.length + ephemeralContainers.length;
