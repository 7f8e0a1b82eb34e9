import type { KubeObject } from '../../api/schema/kinds.ts';
import { requestTimeout } from '../kubeconfig.ts';
import { Signal, until, untilOr, type Task } from '../../task.ts';
import type { CommandContext } from '../command.ts';
import { isFailure, plainFailure, statusText } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { compactJson } from '../printers/json-text.ts';
import { asJson, type Printer } from '../printers/output.ts';
import { resourceTable } from '../printers/resource-table.ts';
import { growingTable, type Cell } from '../printers/table.ts';
import { findObjects, matcher, readArguments, type Wanted } from '../resource-arguments.ts';

/**
 * `kubectl get --watch`: what is there, then a row for each change, until somebody ends it.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/get.go watch
 */
export function* watchObjects(context: CommandContext, wanted: Wanted, printer: Printer | undefined): Task<number> {
  const { cluster, line, err } = context;
  const read = readArguments(wanted);
  const found = findObjects(cluster.store, wanted);
  const failed = [read, found].find(isFailure);
  if (failed || isFailure(read) || isFailure(found)) {
    err(failed?.failure ?? '');
    return 1;
  }
  const [first] = read.selections;
  if (!first || read.selections.some((s) => s.resource !== first.resource)) {
    err(plainFailure('you may only specify a single resource type').failure);
    return 1;
  }
  if (flagValue(line, 'sort-by'))
    err('warning: --watch requested, --sort-by will be ignored for watch events received\n');
  const { resource, name } = first;
  const unfound = found.find((item) => 'error' in item);
  if (unfound && 'error' in unfound) {
    err(statusText(unfound.error));
    return 1;
  }
  const matches = matcher(resource, wanted);
  if ('refused' in matches) {
    err(statusText(matches.refused));
    return 1;
  }
  const print = rowPrinter(context, resource, printer);
  if (!isOn(line, 'watch-only')) for (const item of found) if ('object' in item) print(item.object, 'ADDED');
  if (read.selections.length > 1) {
    err(plainFailure('you may only watch a single resource or type of resource at a time').failure);
    return 1;
  }

  const changes: { readonly object: KubeObject; readonly type: EventType }[] = [];
  const changed = new Signal();
  const stop = cluster.store.watch(resource.kind, ({ object, type }) => {
    const { metadata } = object;
    const here = wanted.allNamespaces || !resource.namespaced || metadata.namespace === wanted.namespace;
    if (!here || (name !== undefined && metadata.name !== name) || !matches.test(object)) return;
    changes.push({ object, type: EVENT_TYPES[type] });
    changed.notify();
  });
  const limit = requestTimeout(line);
  const end = cluster.clock.now + limit;
  try {
    for (;;) {
      yield limit > 0 ? untilOr(end - cluster.clock.now, changed) : until(changed);
      if (limit > 0 && cluster.clock.now >= end) return 0;
      for (let change = changes.shift(); change; change = changes.shift()) print(change.object, change.type);
    }
  } finally {
    stop();
  }
}

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED';
const EVENT_TYPES = { added: 'ADDED', modified: 'MODIFIED', deleted: 'DELETED' } as const;

/** Prints an object or a row for it; with --output-watch-events what happened to it comes first. */
function rowPrinter(
  { cluster, line, out, err }: CommandContext,
  resource: Parameters<typeof resourceTable>[1],
  printer: Printer | undefined,
): (object: KubeObject, type: EventType) => void {
  const tellsEvents = isOn(line, 'output-watch-events');
  const output = flagValue(line, 'output');
  if (printer)
    return (object, type) => {
      const shown = asJson(object);
      // An event's JSON stands on one line; it has no name of its own.
      const text =
        tellsEvents && output === 'json'
          ? `{"type":"${type}","object":${compactJson(shown)}}\n`
          : printer(tellsEvents && output !== 'name' ? { object: shown, type } : shown);
      if (isFailure(text)) err(text.failure);
      else out(text);
    };
  const grow = growingTable();
  let headed = isOn(line, 'no-headers');
  return (object, type) => {
    const now = cluster.clock.epoch + cluster.clock.now;
    const { header, rows } = resourceTable(line, resource, [object], isOn(line, 'show-kind'), now);
    const event = (cells: readonly Cell[], cell: string): readonly Cell[] =>
      tellsEvents ? [cell.padEnd('MODIFIED'.length), ...cells] : cells;
    const shown = rows.map((row) => event(row, type));
    out(grow(headed ? shown : [event(header, 'EVENT'), ...shown]));
    headed = true;
  };
}
