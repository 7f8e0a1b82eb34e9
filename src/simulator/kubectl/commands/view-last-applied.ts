import type { Command, CommandContext } from '../command.ts';
import { ended, isFailure, usageFailure, type Failure } from '../failure.ts';
import { lastApplied } from '../last-applied.ts';
import { flagValue } from '../line.ts';
import { halfIndented, prettyJson } from '../printers/json-text.ts';
import { yamlText } from '../printers/yaml-text.ts';
import type { Refusal } from '../refusals.ts';
import { visitNamed } from '../visit.ts';

/** What apply last sent of an object. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/apply/apply_view_last_applied.go */
export const viewLastApplied: Command = function* (context) {
  return ended(context, view(context));
};

function view(context: CommandContext): Failure | undefined {
  const output = flagValue(context.line, 'output') ?? 'yaml';
  if (output !== 'yaml' && output !== 'json')
    return usageFailure(
      'apply view-last-applied',
      `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`,
    );
  const texts: string[] = [];
  const failed = visitNamed(context, (object): Refusal | undefined => {
    const applied = lastApplied(object);
    if (applied === undefined)
      return { text: `no last-applied-configuration annotation found on resource: ${object.metadata.name}` };
    texts.push(output === 'json' ? halfIndented(prettyJson(applied)) : yamlText(applied));
    return undefined;
  });
  if (isFailure(failed)) return failed;
  for (const [i, text] of texts.entries()) context.out(i === 0 || output === 'json' ? text : `---\n${text}`);
  return undefined;
}
