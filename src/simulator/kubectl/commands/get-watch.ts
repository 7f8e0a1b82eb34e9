import type { KubeObject } from '../../api/schema/kinds.ts';
import { Signal, until, type Task } from '../../task.ts';
import type { CommandContext } from '../command.ts';
import { isFailure, plainFailure } from '../failure.ts';
import { isOn } from '../line.ts';
import { asJson, type Printer } from '../printers/output.ts';
import { resourceTable } from '../printers/resource-table.ts';
import { growingTable } from '../printers/table.ts';
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
  if (!first || read.selections.length !== 1) {
    err(plainFailure('you may only specify a single resource type').failure);
    return 1;
  }
  const { resource, name } = first;
  const matches = matcher(resource, wanted);
  if (isFailure(matches)) {
    err(matches.failure);
    return matches.exit;
  }
  const print = rowPrinter(context, resource, printer);
  if (!isOn(line, 'watch-only')) for (const item of found) if ('object' in item) print(item.object);

  const changes: KubeObject[] = [];
  const changed = new Signal();
  const stop = cluster.store.watch(resource.kind, ({ object }) => {
    const { metadata } = object;
    const here = wanted.allNamespaces || !resource.namespaced || metadata.namespace === wanted.namespace;
    if (!here || (name !== undefined && metadata.name !== name) || !matches.test(object)) return;
    changes.push(object);
    changed.notify();
  });
  try {
    for (;;) {
      yield until(changed);
      for (let object = changes.shift(); object; object = changes.shift()) print(object);
    }
  } finally {
    stop();
  }
}

function rowPrinter(
  { cluster, line, out, err }: CommandContext,
  resource: Parameters<typeof resourceTable>[1],
  printer: Printer | undefined,
): (object: KubeObject) => void {
  if (printer)
    return (object) => {
      const text = printer(asJson(object));
      if (isFailure(text)) err(text.failure);
      else out(text);
    };
  const grow = growingTable();
  let headed = isOn(line, 'no-headers');
  return (object) => {
    const { header, rows } = resourceTable(
      line,
      resource,
      [object],
      isOn(line, 'show-kind'),
      cluster.clock.epoch + cluster.clock.now,
    );
    out(grow(headed ? rows : [header, ...rows]));
    headed = true;
  };
}
