import type { KubeObject } from '../../api/schema/kinds.ts';
import type { ParsedLine } from '../command.ts';
import { flagValue, flagValues, isOn } from '../line.ts';
import { typeName, type Resource } from '../resources.ts';
import { labelsText } from './selector-text.ts';
import { ageOf } from './age.ts';
import { columns, type Cell, type TablePrinter } from './table.ts';
import { tableOf } from './tables.ts';

export interface ResourceTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What kubectl makes a table of by itself (--server-print=false). */
const PLAIN: TablePrinter<KubeObject> = {
  columns: columns('Name Age'),
  cells: ({ metadata }, now) => [metadata.name, ageOf(metadata.creationTimestamp, now)],
};

/**
 * Objects of one resource as `kubectl get` shows them, by the line's flags.
 * @param withKind - whether names are "pod/web"
 * @param now - milliseconds since 1970
 * @param namespaces - a table that had the column leaves it to those that follow, also where they have none
 * @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/printers/tableprinter.go
 */
export function resourceTable(
  line: ParsedLine,
  resource: Resource,
  objects: readonly KubeObject[],
  withKind: boolean,
  now: number,
  namespaces: 'of its own' | 'of a table before' = 'of its own',
): ResourceTable {
  const printer = line.flags.has('server-print') && !isOn(line, 'server-print') ? PLAIN : tableOf(resource.kind);
  const isWide = flagValue(line, 'output') === 'wide';
  const labels = flagValues(line, 'label-columns');
  const withNamespace = isOn(line, 'all-namespaces') && (resource.namespaced || namespaces === 'of a table before');
  const shown = printer.columns.map((column, i) => ({ column, i })).filter(({ column }) => isWide || !column.wide);
  const header = [
    ...(withNamespace ? ['NAMESPACE'] : []),
    ...shown.map(({ column }) => column.name.toUpperCase()),
    ...labels.map((label) => (label.split('/').at(-1) ?? label).toUpperCase()),
    ...(isOn(line, 'show-labels') ? ['LABELS'] : []),
  ];
  const rows = objects.map((object): Cell[] => {
    const cells = printer.cells(object, now);
    return [
      ...(withNamespace ? [object.metadata.namespace ?? ''] : []),
      ...shown.map(({ column, i }) =>
        withKind && column.name === 'Name' ? `${typeName(resource)}/${String(cells[i])}` : (cells[i] ?? ''),
      ),
      ...labels.map((label) => object.metadata.labels?.[label] ?? ''),
      ...(isOn(line, 'show-labels') ? [labelsText(object.metadata.labels)] : []),
    ];
  });
  return { header, rows };
}
