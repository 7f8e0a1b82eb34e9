import type { PodTemplateSpec } from '../../../api/schema/kinds.ts';
import { CHANGE_CAUSE } from '../../change-cause.ts';
import type { Command, CommandContext } from '../../command.ts';
import { podTemplateText } from '../../describe/pod.ts';
import { ended, failure, isFailure, plainFailure, type Failure } from '../../failure.ts';
import { flagNumber, flagValue } from '../../line.ts';
import { asJson, printerFor, type Printer } from '../../printers/output.ts';
import { align, DESCRIPTION } from '../../printers/tab-writer.ts';
import { refusalsText } from '../../refusals.ts';
import { printedName, resourceOf } from '../../resources.ts';
import { revisionsOf, type Revision } from './revisions.ts';
import { isRolling, targetFlags, targets, type Rolling, withoutRevisions, type Targets } from './targets.ts';

export const historyFlags = `${targetFlags} allow-missing-template-keys:bool output,o:string revision:int64 show-managed-fields:bool template:string`;

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/rollout/rollout_history.go; pkg/polymorphichelpers/history.go */
export const history: Command = function* (context) {
  const found = targets(context);
  return ended(context, isFailure(found) ? found : run(context, found));
};

function run(context: CommandContext, { objects, missing }: Targets): Failure | undefined {
  const revision = flagNumber(context.line, 'revision') ?? 0;
  if (revision < 0) return plainFailure(`revision must be a positive integer: ${revision}`);
  const printer = printerFor(
    flagValue(context.line, 'output'),
    { template: flagValue(context.line, 'template'), typed: true },
    'no tables',
  );
  if (isFailure(printer)) return printer;
  for (const object of objects) {
    if (!isRolling(object)) return plainFailure(withoutRevisions(object, 'history viewer'));
    if (printer) {
      const failed = printRevisions(context, object, revision, printer);
      if (failed) return failed;
      continue;
    }
    const text = historyText(context, object, revision);
    if (isFailure(text)) return text;
    const name = printedName(resourceOf(object.kind), object.metadata.name);
    context.out(`${name} ${revision > 0 ? `with revision #${revision}` : ''}\n${text}\n`);
  }
  return missing.length > 0 ? failure(refusalsText(missing)) : undefined;
}

/** With -o, what keeps the revisions is printed as it is. */
function printRevisions(
  { cluster, out }: CommandContext,
  object: Rolling,
  wanted: number,
  printer: Printer,
): Failure | undefined {
  const found = revisionsOf(cluster.store, object).filter((r) => wanted === 0 || r.number === wanted);
  if (found.length === 0) return plainFailure('unable to find the specified revision');
  for (const { keptBy } of found) {
    const text = printer(asJson(keptBy));
    if (isFailure(text)) return text;
    out(text);
  }
  return undefined;
}

function historyText({ cluster }: CommandContext, object: Rolling, wanted: number): string | Failure {
  const revisions = revisionsOf(cluster.store, object);
  if (revisions.length === 0) return 'No rollout history found.';
  if (wanted > 0) {
    const found = revisions.find((r) => r.number === wanted);
    return found
      ? podTemplateText(object.kind === 'Deployment' ? withCause(found) : found.template)
      : plainFailure('unable to find the specified revision');
  }
  const rows = revisions.map((r) => `${r.number}\t${r.annotations[CHANGE_CAUSE] || '<none>'}\n`);
  return align(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, DESCRIPTION);
}

/** What caused a Deployment's revision is shown among its template's annotations. */
function withCause({ template, annotations }: Revision): PodTemplateSpec {
  const cause = annotations[CHANGE_CAUSE];
  if (!cause) return template;
  return {
    ...template,
    metadata: { ...template.metadata, annotations: { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause } },
  };
}
