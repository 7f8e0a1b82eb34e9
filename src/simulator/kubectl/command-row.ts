import type { Command } from './command.ts';
import type { CommandShape } from './command-line.ts';
import { notSimulated } from './commands/not-simulated.ts';
import { flags } from './flags.ts';

/** A command in the table: what runs it, what it takes. */
export interface CommandRow extends CommandShape {
  readonly run: Command;
  readonly below?: Readonly<Record<string, CommandRow>>;
  /** Flags without which it does not start. */
  readonly required?: readonly string[];
}

/** @param own - the flags it takes beside the global ones, in the form of flags.ts */
export function row(
  run: Command,
  own = '',
  more: Pick<CommandRow, 'below' | 'aliases' | 'required' | 'records'> = {},
): CommandRow {
  return { run, flags: own === '' ? [] : flags(own), ...(run === notSimulated ? { anything: true } : {}), ...more };
}
