import type { KubeObject } from '../../api/schema/kinds.ts';
import type { CommandContext } from '../command.ts';
import { failure, isFailure, type Failure } from '../failure.ts';
import { klogLine } from '../klog.ts';
import { flagValue } from '../line.ts';
import { relaxedJsonPath } from '../printers/custom-columns.ts';
import { asJson } from '../printers/output.ts';
import { nothingAt, sortBy } from '../printers/sort-by.ts';
import { readArguments, type Wanted } from '../resource-arguments.ts';
import type { Resource } from '../resources.ts';

/** An object that `kubectl get` has found. */
export interface Line {
  readonly resource: Resource;
  readonly object: KubeObject;
}

/** Where the line of kubectl's log is written that says of two values that they have no order, and what it calls them. */
interface Sorter {
  readonly at: string;
  readonly type: string;
}
const OBJECT: Sorter = { at: 'sorter.go:329', type: '*unstructured.Unstructured' };
const TABLE: Sorter = { at: 'sorter.go:375', type: '[][][]reflect.Value' };

/** The order of `--sort-by`, else the one of the arguments. */
export function sorted(
  { line, cluster }: CommandContext,
  lines: readonly Line[],
  { at, type }: Sorter = OBJECT,
): readonly Line[] | Failure {
  const by = flagValue(line, 'sort-by');
  if (by === undefined || by === '') return lines;
  const unsortable = (path: string, why: string): Failure => {
    const text = `Field ${path} in ${type} is an unsortable type: interface, err: ${why}`;
    return failure(klogLine(cluster.clock, 'F', at, text));
  };
  return sortBy(lines, by, (l) => asJson(l.object), unsortable);
}

/**
 * A table is sorted by itself; several at once have no order, and a path that finds nothing in one leaves it out.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/get.go RuntimeSorter; what its printers say is heard by nobody
 */
export function sortedForTables(
  context: CommandContext,
  lines: readonly Line[],
  wanted: Wanted,
): readonly Line[] | Failure {
  const by = flagValue(context.line, 'sort-by');
  if (by === undefined || by === '' || lines.length === 0) return lines;
  const read = readArguments(wanted);
  const tables = isFailure(read) ? 1 : read.byName ? lines.length : read.selections.length;
  if (tables > 1) {
    const path = relaxedJsonPath(by);
    return isFailure(path) ? path : nothingAt(path);
  }
  const ordered = lines.length > 1 ? sorted(context, lines, TABLE) : lines;
  return isFailure(ordered) && !ordered.failure.startsWith('F') ? [] : ordered;
}
