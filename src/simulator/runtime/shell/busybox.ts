import type { Process, Program } from '../process.ts';
import { sleep, type Task } from '../../task.ts';

export const appletNames: readonly string[] = ['true', 'false', 'sleep'];

/** The one executable behind every command: which one it is, its name says. */
export const busyboxProgram: Program = function* (process: Process): Task<number> {
  const name = (process.argv[0] ?? '').split('/').at(-1);
  if (name === 'sleep') yield sleep(Number(process.argv[1]) * 1000);
  return name === 'false' ? 1 : 0;
};
