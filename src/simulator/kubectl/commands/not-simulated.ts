import type { Command } from '../command.ts';

/** A command of kubectl that this terminal does not have: it says so. */
export const notSimulated: Command = function* ({ line, err }) {
  err(`error: "kubectl ${line.command.join(' ')}" is not simulated here\n`);
  return 1;
};
