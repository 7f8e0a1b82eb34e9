import { readChange, type Change } from '../../change.ts';
import type { Command, CommandContext } from '../../command.ts';
import { ended, isFailure, type Failure } from '../../failure.ts';

/** The command that `all` carries out, once what every command that changes something is told can be read. */
export const setting = (all: (context: CommandContext, change: Change) => Failure | undefined): Command =>
  function* (context) {
    const change = readChange(context, 'typed');
    return ended(context, isFailure(change) ? change : all(context, change));
  };
