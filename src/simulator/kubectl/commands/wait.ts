import type { KubeObject } from '../../api/schema/kinds.ts';
import { goQuote } from '../../go-quote.ts';
import { Signal, sleep, untilOr, type Task } from '../../task.ts';
import type { Command, CommandContext } from '../command.ts';
import { failure, isFailure, plainFailure, statusText, type Failure } from '../failure.ts';
import { flagDuration, flagValue, flagValues, isOn } from '../line.ts';
import { relaxedJsonPath } from '../printers/custom-columns.ts';
import { findByJsonPath, parseJsonPath } from '../printers/jsonpath.ts';
import { asJson, printerFor, type Printer } from '../printers/output.ts';
import { findObjects, type Found } from '../resource-arguments.ts';
import { printedName, resourceOf } from '../resources.ts';
import { refusalsText, type Refusal } from '../refusals.ts';
import { inFiles } from '../visit.ts';

export const waitFlags =
  'all:bool all-namespaces,A:bool allow-missing-template-keys:bool field-selector:string filename,f:strings for:string local:bool output,o:string ' +
  'recursive,R:bool selector,l:string show-managed-fields:bool template:string timeout:duration';

/** Told true once what is waited for is so, or why it never can be; undefined is an object that is gone. */
type Condition = (object: KubeObject | undefined) => boolean | string;

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/wait/wait.go */
export const wait: Command = function* (context) {
  const { line, err } = context;
  const texts = flagValues(line, 'for');
  const text = texts.at(-1);
  const conditions = texts.length === 0 ? plainFailure('unrecognized condition: []') : readConditions(texts);
  if (isFailure(conditions)) return tell(err, conditions);
  const printer = printerFor(flagValue(line, 'output'), { template: flagValue(line, 'template') }, 'no tables');
  if (isFailure(printer)) return tell(err, printer);
  const forDelete = text?.toLowerCase() === 'delete';
  const forCreate = text?.toLowerCase() === 'create';
  if (forCreate) yield* untilCreated(context);
  const found = select(context);
  if (forCreate && isNotYet(found)) return tell(err, plainFailure('timed out waiting for the condition'));
  if (isFailure(found)) return tell(err, found);
  if (found.length === 0 && !forDelete) return tell(err, plainFailure('no matching resources found'));
  const timeout = flagDuration(line, 'timeout') ?? 30_000;
  const deadline = timeout < 0 ? Infinity : context.cluster.clock.now + timeout;
  const refusals: Refusal[] = [];
  for (const item of found) {
    if ('error' in item) {
      if (!forDelete) refusals.push({ status: item.error });
      continue;
    }
    // The time is one for all: what comes after it has run out is not looked at.
    if (timeout > 0 && context.cluster.clock.now >= deadline) {
      refusals.push({ text: forDelete ? OUT_OF_TIME : timedOut(item.object) });
      continue;
    }
    for (const condition of conditions) {
      const refusal = yield* waitFor(context, item.object, condition, deadline, forDelete, printer);
      if (!refusal) continue;
      refusals.push(refusal);
      break;
    }
  }
  if (refusals.length > 0) err(refusalsText(refusals));
  return refusals.length > 0 ? 1 : 0;
};

/** The client's words for a request that it does not make. */
const OUT_OF_TIME = 'client rate limiter Wait returned an error: context deadline exceeded';

/** Looks every half second until what is named is there; what is said where it never comes is kubectl's own. */
function* untilCreated(context: CommandContext): Task<void> {
  const { cluster, line } = context;
  const deadline = cluster.clock.now + (flagDuration(line, 'timeout') ?? 30_000);
  for (;;) {
    if (!isNotYet(select(context))) return;
    if (cluster.clock.now >= deadline) return;
    yield sleep(Math.min(500, deadline - cluster.clock.now));
  }
}

/** Whether there may yet be what is not there. */
function isNotYet(found: readonly Found[] | Failure): boolean {
  if (isFailure(found)) return found.failure.includes('(NotFound)');
  return found.length === 0 || found.some((item) => 'error' in item && item.error.reason === 'NotFound');
}

function tell(err: (text: string) => void, { failure: text, exit }: Failure): number {
  err(text);
  return exit;
}

function select(context: CommandContext): readonly Found[] | Failure {
  const { line, cluster, namespace } = context;
  if (line.flags.has('filename')) return inFiles(context, line.args);
  const found = findObjects(cluster.store, {
    args: line.args,
    namespace,
    allNamespaces: isOn(line, 'all-namespaces'),
    labels: flagValue(line, 'selector'),
    fields: flagValue(line, 'field-selector'),
    typeAlone: isOn(line, 'all') ? 'means all' : 'is refused',
  });
  const [only] = isFailure(found) ? [] : found;
  const waitsForDelete = flagValue(line, 'for')?.toLowerCase() === 'delete';
  if (!isFailure(found) && found.length === 1 && only && 'error' in only && !waitsForDelete)
    return failure(statusText(only.error));
  return found;
}

const timedOut = ({ kind, metadata }: KubeObject): string =>
  `timed out waiting for the condition on ${resourceOf(kind).plural}/${metadata.name}`;

function* waitFor(
  { cluster, line, out }: CommandContext,
  object: KubeObject,
  isMet: Condition,
  deadline: number,
  forDelete: boolean,
  printer: Printer | undefined,
): Task<Refusal | undefined> {
  const { namespace, name, uid } = object.metadata;
  const once = flagDuration(line, 'timeout') === 0;
  const resource = resourceOf(object.kind);
  const changed = new Signal();
  const stop = cluster.store.watch(object.kind, (change) => {
    if (change.object.metadata.name === name && change.object.metadata.namespace === namespace) changed.notify();
  });
  try {
    for (;;) {
      const current = cluster.store.get(object.kind, namespace, name);
      const same = current?.metadata.uid === uid ? current : undefined;
      const met = forDelete ? !same : isMet(current);
      if (typeof met === 'string') return { text: met };
      if (met) {
        const shown = printer ? printer(asJson(current ?? object)) : `${printedName(resource, name)} condition met\n`;
        if (!isFailure(shown)) out(shown);
        return undefined;
      }
      if (!forDelete && !current)
        return {
          status: {
            code: 404,
            reason: 'NotFound',
            message: `${resource.plural}${resource.group ? `.${resource.group}` : ''} ${goQuote(name)} not found`,
          },
        };
      const left = deadline - cluster.clock.now;
      if (left <= 0) return { text: once ? `condition not met for ${resource.plural}/${name}` : timedOut(object) };
      yield left === Infinity ? untilOr(60_000, changed) : untilOr(left, changed);
    }
  } finally {
    stop();
  }
}

/** Several are waited for one after another, as `kubectl wait` has had it since v1.36. */
function readConditions(texts: readonly string[]): readonly Condition[] | Failure {
  const conditions: Condition[] = [];
  for (const text of texts) {
    const condition = readCondition(text);
    if (isFailure(condition)) return condition;
    conditions.push(condition);
  }
  return conditions;
}

function readCondition(text: string): Condition | Failure {
  if (text.toLowerCase() === 'delete') return (object) => object === undefined;
  if (text.toLowerCase() === 'create') return (object) => object !== undefined;
  if (text.startsWith('condition=')) {
    const [name = '', value = 'true'] = text.slice('condition='.length).split(/=(.*)/s);
    return (object) => object !== undefined && hasCondition(object, name, value);
  }
  if (text.startsWith('jsonpath=')) return readJsonPath(text.slice('jsonpath='.length));
  return plainFailure(`unrecognized condition: ${goQuote(text)}`);
}

interface Observed {
  readonly status?: {
    readonly observedGeneration?: number;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly observedGeneration?: number;
    }[];
  };
}

function hasCondition(object: KubeObject, name: string, value: string): boolean {
  const { status } = object as Observed;
  const condition = status?.conditions?.find((c) => c.type.toLowerCase() === name.toLowerCase());
  if (!condition) return false;
  const observed = condition.observedGeneration ?? status?.observedGeneration;
  const { generation } = object.metadata;
  if (generation !== undefined && observed !== undefined && observed < generation) return false;
  return condition.status.toLowerCase() === value.toLowerCase();
}

function readJsonPath(text: string): Condition | Failure {
  const parts = splitOnSingleEquals(text);
  if (parts.length > 2)
    return plainFailure(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  const relaxed = relaxedJsonPath(parts[0] ?? '');
  if (isFailure(relaxed)) return relaxed;
  if (relaxed === '') return plainFailure('jsonpath expression cannot be empty');
  const path = parseJsonPath(relaxed);
  if (!path.ok) return plainFailure(path.message);
  const wanted = parts[1]?.replace(/^['"]+|['"]+$/g, '');
  if (wanted === '')
    return plainFailure(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  return (object) => {
    const found = object ? findByJsonPath(path.value, asJson(object)) : undefined;
    if (!found?.ok || found.value.length === 0) return false;
    if (found.value.length > 1) return 'given jsonpath expression matches more than one value';
    const [value] = found.value;
    if (wanted === undefined) return true;
    if (typeof value === 'object' && value !== null)
      return 'jsonpath leads to a nested object or list which is not supported';
    return String(value ?? '<nil>').trim() === wanted.trim();
  };
}

/** A double == belongs to the path. */
function splitOnSingleEquals(text: string): string[] {
  const parts = [''];
  for (let i = 0; i < text.length; i++) {
    if (text.charAt(i) !== '=') parts[parts.length - 1] += text.charAt(i);
    else if (text.charAt(i + 1) === '=') {
      parts[parts.length - 1] += '==';
      i++;
    } else parts.push('');
  }
  return parts;
}
