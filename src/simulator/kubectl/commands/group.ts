import type { Command } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { groupHelp } from '../group-help.ts';
import { goQuote } from '../../go-quote.ts';

/** A command that only holds others: named alone or with a word that is none of them, it ends with what it holds. */
export const group: Command = function* ({ line, out, err }) {
  const unknown = line.args.join(' ');
  const name = line.command.join(' ');
  if (unknown === '' && name === 'rollout') {
    out(groupHelp(name) ?? '');
    return 1;
  }
  err(
    unknown === ''
      ? (groupHelp(name) ??
          `Usage:\n  kubectl ${name} [options]\n\nUse "kubectl ${name} <command> --help" for more information about a given command.\n`)
      : usageFailure(name, `unknown command ${goQuote(unknown)}`).failure,
  );
  return 1;
};
