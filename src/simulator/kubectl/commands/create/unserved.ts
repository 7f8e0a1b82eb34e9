import type { JsonObject } from '../../../api/json.ts';
import type { KubeObject } from '../../../api/schema/kinds.ts';
import type { Command, CommandContext } from '../../command.ts';
import { plainFailure, type Failure } from '../../failure.ts';
import { flagValue } from '../../line.ts';
import { ofOneName } from './submit.ts';

/**
 * A command that makes an object of a kind that this cluster does not serve: its manifest can be shown, not sent.
 * @param place - whether the namespace of the command line is written into it
 */
export const showing = (
  place: 'namespaced' | 'of the cluster',
  make: (name: string, context: CommandContext) => JsonObject | Failure,
): Command =>
  ofOneName(make, (context, change, made) => {
    if (change.dryRun !== 'client')
      return plainFailure(
        `${String(made['kind'])} is not simulated here: "--dry-run=client -o yaml" shows the manifest that kubectl sends`,
      );
    const namespace = place === 'namespaced' ? flagValue(context.line, 'namespace') : undefined;
    const metadata = { ...(made['metadata'] as JsonObject), ...(namespace === undefined ? {} : { namespace }) };
    return change.tell({ ...made, metadata } as unknown as KubeObject, 'created');
  });
