import { readChange, type Change } from '../../change.ts';
import type { Command, CommandContext } from '../../command.ts';
import { isFailure, type Failure } from '../../failure.ts';

/** The command that `all` carries out, once what every command that changes something is told can be read. */
export const setting = (all: (context: CommandContext, change: Change) => Failure | undefined): Command =>
  function* (context) {
    const change = readChange(context, 'typed');
    const failed = isFailure(change) ? change : all(context, change);
    if (!failed) return 0;
    context.err(failed.failure);
    return failed.exit;
  };
