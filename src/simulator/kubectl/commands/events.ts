import type { Event } from '../../api/schema/kinds.ts';
import { parseTimestamp } from '../../timestamp.ts';
import type { Command, CommandContext } from '../command.ts';
import { isFailure, plainFailure, unknownResourceType, type Failure } from '../failure.ts';
import { goSort } from '../go-sort.ts';
import { flagValue, flagValues, isOn } from '../line.ts';
import { asJson, printerFor } from '../printers/output.ts';
import { align, TABLE } from '../printers/tab-writer.ts';
import { growingTable } from '../printers/table.ts';
import { requestTimeout } from '../kubeconfig.ts';
import { Signal, sleep, until, type Task } from '../../task.ts';
import { eventAge } from '../describe/events.ts';
import { resourceWithoutObjects } from '../kinds-not-simulated.ts';
import { sortedByKey } from '../resource-arguments.ts';
import { findResource } from '../resources.ts';

export const eventsFlags =
  'all-namespaces,A:bool allow-missing-template-keys:bool chunk-size:int64 for:string no-headers:bool output,o:string show-managed-fields:bool template:string types:strings watch,w:bool';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/events/{events,event_printer}.go */
export const events: Command = function* (context) {
  const failed = yield* run(context);
  if (!failed) return 0;
  context.err(failed.failure);
  return failed.exit;
};

function* run(context: CommandContext): Task<Failure | undefined> {
  const { line, cluster, namespace, out, err } = context;
  const output = flagValue(line, 'output');
  const printer = printerFor(output, { template: flagValue(line, 'template'), typed: true }, 'no tables');
  if (isFailure(printer)) return printer;
  const types = flagValues(line, 'types').map((t) => t.toLowerCase());
  if (types.some((t) => t !== 'normal' && t !== 'warning')) return plainFailure('valid --types are Normal or Warning');
  const about = readFor(flagValue(line, 'for'));
  if (isFailure(about)) return about;
  const all = isOn(line, 'all-namespaces');
  const isMeant = (event: Event): boolean =>
    (all || event.metadata.namespace === namespace) &&
    (types.length === 0 || types.includes((event.type ?? '').toLowerCase())) &&
    (!about || (event.involvedObject.kind === about.kind && event.involvedObject.name === about.name));
  const found = sortedByKey(cluster.store.list('Event')).filter(isMeant);
  const header = [...(all ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
  const headed = isOn(line, 'no-headers') ? [] : [header];
  const rowOf = (event: Event): readonly string[] => [
    ...(all ? [event.metadata.namespace ?? ''] : []),
    eventAge(event, cluster.clock.epoch + cluster.clock.now),
    event.type ?? '',
    event.reason ?? '',
    `${event.involvedObject.kind ?? ''}/${event.involvedObject.name ?? ''}`,
    (event.message ?? '').trim(),
  ];
  if (isOn(line, 'watch')) {
    const grow = growingTable();
    let before = headed;
    const show = (event: Event): void => {
      const text = printer ? printer(asJson(event)) : grow([...before, rowOf(event)]);
      before = [];
      if (isFailure(text)) err(text.failure);
      else out(text);
    };
    found.forEach(show);
    return yield* watch(context, (event) => {
      if (isMeant(event)) show(event);
    });
  }
  if (found.length === 0) {
    err(all ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`);
    return undefined;
  }
  const sorted = goSort(found, (a, b) => timeOf(a) < timeOf(b));
  if (printer) {
    // A list of Go's own type has items without a kind, which have no name to print.
    if (output === 'name') return undefined;
    const text = printer({ apiVersion: 'v1', items: sorted.map(asJson), kind: 'EventList', metadata: {} });
    if (isFailure(text)) return text;
    out(text);
    return undefined;
  }
  out(align([...headed, ...sorted.map(rowOf)].map((cells) => `${cells.join('\t')}\n`).join(''), TABLE));
  return undefined;
}

/** Each event that is told from now on, until --request-timeout or somebody ends it. */
function* watch({ cluster, line }: CommandContext, show: (event: Event) => void): Task<undefined> {
  const limit = requestTimeout(line);
  const stop = cluster.store.watch('Event', ({ object, type }) => {
    if (type !== 'deleted') show(object);
  });
  try {
    yield limit > 0 ? sleep(limit) : until(new Signal());
  } finally {
    stop();
  }
  return undefined;
}

function readFor(text: string | undefined): { readonly kind: string; readonly name: string } | undefined | Failure {
  if (!text) return undefined;
  const [type = '', name, ...more] = text.split('/');
  if (name === undefined) return plainFailure('--for must be in resource/name form');
  if (more.length > 0) return plainFailure('arguments in resource/name form may not have more than one slash');
  const resource = findResource(type) ?? resourceWithoutObjects(type);
  if (type === '') return plainFailure('a resource must be present, got: /, Resource=');
  if (!resource) return unknownResourceType(type);
  return name === '' ? undefined : { kind: resource.kind, name };
}

function timeOf(event: Event): number {
  return parseTimestamp(event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? '') ?? -Infinity;
}
