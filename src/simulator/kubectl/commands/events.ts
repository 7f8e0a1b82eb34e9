import type { Event } from '../../api/schema/kinds.ts';
import { parseTimestamp } from '../../timestamp.ts';
import type { Command, CommandContext } from '../command.ts';
import { isFailure, plainFailure, unknownResourceType, type Failure } from '../failure.ts';
import { goSort } from '../go-sort.ts';
import { flagValue, flagValues, isOn } from '../line.ts';
import { asJson, printerFor } from '../printers/output.ts';
import { align, TABLE } from '../printers/tab-writer.ts';
import { eventAge } from '../describe/events.ts';
import { resourceWithoutObjects } from '../kinds-not-simulated.ts';
import { sortedByKey } from '../resource-arguments.ts';
import { findResource } from '../resources.ts';

export const eventsFlags =
  'all-namespaces,A:bool allow-missing-template-keys:bool chunk-size:int64 for:string no-headers:bool output,o:string show-managed-fields:bool template:string types:strings watch,w:bool';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/events/{events,event_printer}.go */
export const events: Command = function* (context) {
  const failed = run(context);
  if (!failed) return 0;
  context.err(failed.failure);
  return failed.exit;
};

function run(context: CommandContext): Failure | undefined {
  const { line, cluster, namespace, out, err } = context;
  const output = flagValue(line, 'output');
  const printer = printerFor(output, { template: flagValue(line, 'template'), typed: true }, 'no tables');
  if (isFailure(printer)) return printer;
  const types = flagValues(line, 'types').map((t) => t.toLowerCase());
  if (types.some((t) => t !== 'normal' && t !== 'warning')) return plainFailure('valid --types are Normal or Warning');
  const about = readFor(flagValue(line, 'for'));
  if (isFailure(about)) return about;
  const all = isOn(line, 'all-namespaces');
  const found = sortedByKey(cluster.store.list('Event', all ? undefined : namespace)).filter(
    (event) =>
      (types.length === 0 || types.includes((event.type ?? '').toLowerCase())) &&
      (!about || (event.involvedObject.kind === about.kind && event.involvedObject.name === about.name)),
  );
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
  const now = cluster.clock.epoch + cluster.clock.now;
  const rows = sorted.map((event) => [
    ...(all ? [event.metadata.namespace ?? ''] : []),
    eventAge(event, now),
    event.type ?? '',
    event.reason ?? '',
    `${event.involvedObject.kind ?? ''}/${event.involvedObject.name ?? ''}`,
    (event.message ?? '').trim(),
  ]);
  const header = [...(all ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
  const lines = isOn(line, 'no-headers') ? rows : [header, ...rows];
  out(align(lines.map((cells) => `${cells.join('\t')}\n`).join(''), TABLE));
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
