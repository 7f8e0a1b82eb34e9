import type { JsonObject } from '../../../api/json.ts';
import type { KubeObject } from '../../../api/schema/kinds.ts';
import { readChange } from '../../change.ts';
import type { Command, CommandContext } from '../../command.ts';
import { isFailure, plainFailure, usageFailure, type Failure } from '../../failure.ts';
import { flagValue } from '../../line.ts';

/**
 * A command that makes an object of a kind that this cluster does not serve: its manifest can be shown, not sent.
 * @param place - whether the namespace of the command line is written into it
 */
export function showing(
  place: 'namespaced' | 'of the cluster',
  make: (name: string, context: CommandContext) => JsonObject | Failure,
): Command {
  return function* (context) {
    const failed = run(context, place, make);
    if (!failed) return 0;
    context.err(failed.failure);
    return failed.exit;
  };
}

function run(
  context: CommandContext,
  place: 'namespaced' | 'of the cluster',
  make: (name: string, context: CommandContext) => JsonObject | Failure,
): Failure | undefined {
  const change = readChange(context, 'typed');
  if (isFailure(change)) return change;
  const { args, command } = context.line;
  const [name] = args;
  if (name === undefined || args.length > 1)
    return usageFailure(command.join(' '), `exactly one NAME is required, got ${args.length}`);
  const made = make(name, context);
  if (isFailure(made)) return made;
  if (change.dryRun !== 'client')
    return plainFailure(
      `${String(made['kind'])} is not simulated here: "--dry-run=client -o yaml" shows the manifest that kubectl sends`,
    );
  const namespace = place === 'namespaced' ? flagValue(context.line, 'namespace') : undefined;
  const metadata = { ...(made['metadata'] as JsonObject), ...(namespace === undefined ? {} : { namespace }) };
  return change.tell({ ...made, metadata } as unknown as KubeObject, 'created');
}
