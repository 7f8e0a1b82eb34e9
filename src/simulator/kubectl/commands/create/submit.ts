import type { JsonObject } from '../../../api/json.ts';
import type { KubeObject } from '../../../api/schema/kinds.ts';
import { readChange, type Change } from '../../change.ts';
import type { Command, CommandContext } from '../../command.ts';
import { ended, failure, isFailure, plainFailure, usageFailure, type Failure } from '../../failure.ts';
import { LAST_APPLIED } from '../../last-applied.ts';
import { flagValue, isOn } from '../../line.ts';
import { inGoOrder } from '../../printers/go-order.ts';
import { compactJson } from '../../printers/json-text.ts';
import { refusalsText } from '../../refusals.ts';

/** An object that a command makes out of its flags, as kubectl would send it. */
export interface Made {
  readonly object: JsonObject;
  /** What is said before a refusal, where the command says something: "failed to create job". */
  readonly refused?: string;
}

/** The flags of every command that makes an object. */
export const makingFlags =
  'allow-missing-template-keys:bool dry-run:string?unchanged field-manager:string output,o:string save-config:bool show-managed-fields:bool template:string validate:string?strict';

/** A command that makes one object, named by its argument. */
export const making = (make: (name: string, context: CommandContext) => Made | Failure): Command =>
  ofOneName(make, (context, change, made) => submit(context, change, made, 'created'));

/** A command that makes something of the one name that it is given, and then does something with it. */
export function ofOneName<T extends object>(
  make: (name: string, context: CommandContext) => T | Failure,
  done: (context: CommandContext, change: Change, made: T) => Failure | undefined,
): Command {
  return function* (context) {
    return ended(context, makeOne(context, make, done));
  };
}

function makeOne<T extends object>(
  context: CommandContext,
  make: (name: string, context: CommandContext) => T | Failure,
  done: (context: CommandContext, change: Change, made: T) => Failure | undefined,
): Failure | undefined {
  const change = readChange(context, 'typed');
  if (isFailure(change)) return change;
  const { args, command } = context.line;
  const [name] = args;
  if (name === undefined || args.length > 1)
    return usageFailure(command.join(' '), `exactly one NAME is required, got ${args.length}`);
  const made = make(name, context);
  return isFailure(made) ? made : done(context, change, made);
}

/** Sends the object, or shows it where nothing is to be sent. @param done - "created", "exposed" */
export function submit(
  context: CommandContext,
  change: Change,
  { object, refused }: Made,
  done: string,
): Failure | undefined {
  const placed = withSavedConfig(withNamespace(object, context), context, change);
  if (change.dryRun === 'client') return change.tell(placed as unknown as KubeObject, done);
  const answer = context.cluster.api.create(placed, context.namespace, change.caller);
  change.warn(answer.warnings);
  if (answer.ok) return change.tell(answer.object, done);
  return refused === undefined
    ? failure(refusalsText([{ status: answer.error }]))
    : plainFailure(`${refused}: ${answer.error.message}`);
}

/** Pods and Services are not annotated where they are not sent. */
const SAVED_WHEN_SENT: ReadonlySet<unknown> = new Set(['Pod', 'Service']);

/** --save-config: with itself in an annotation, as `apply` leaves it. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/util/apply.go CreateApplyAnnotation */
function withSavedConfig(object: JsonObject, { line }: CommandContext, { dryRun }: Change): JsonObject {
  if (!isOn(line, 'save-config') || (dryRun === 'client' && SAVED_WHEN_SENT.has(object['kind']))) return object;
  const metadata = object['metadata'] as JsonObject;
  const written = `${compactJson(inGoOrder(object), 'as they come')}\n`;
  const annotations = { ...(metadata['annotations'] as JsonObject | undefined), [LAST_APPLIED]: written };
  return { ...object, metadata: { ...metadata, annotations } };
}

/** A namespace that is named on the command line is written into the object. */
export function withNamespace(object: JsonObject, { line }: CommandContext): JsonObject {
  const namespace = flagValue(line, 'namespace');
  if (namespace === undefined || object['kind'] === 'Namespace' || object['kind'] === 'PriorityClass') return object;
  return { ...object, metadata: { ...(object['metadata'] as JsonObject), namespace } };
}
