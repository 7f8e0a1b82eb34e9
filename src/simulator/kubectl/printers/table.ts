import { align, TABLE } from './tab-writer.ts';

/** A column of `kubectl get`; a wide one shows only with -o wide. */
export interface Column {
  readonly name: string;
  readonly wide: boolean;
}

/** Columns from their names; those after a `|` are wide. @example columns('Name Ready Age | Selector') */
export function columns(names: string): readonly Column[] {
  const [always = '', wide = ''] = names.split(' | ');
  const named = (list: string, isWide: boolean): Column[] =>
    list
      .split(' ')
      .filter(Boolean)
      .map((name) => ({ name: name.replaceAll('_', ' '), wide: isWide }));
  return [...named(always, false), ...named(wide, true)];
}

export type Cell = string | number | boolean;

/** What a kind looks like in a table: a cell for every column, wide ones included. */
export interface TablePrinter<T> {
  readonly columns: readonly Column[];
  /** @param now - milliseconds since 1970 */
  readonly cells: (object: T, now: number) => readonly Cell[];
}

/** Lines up rows, the first of which may be the header. */
export function renderTable(rows: readonly (readonly Cell[])[]): string {
  return rows.length === 0
    ? ''
    : align(rows.map((cells) => cells.map((cell) => printable(String(cell))).join('\t')).join('\n') + '\n', TABLE);
}

/** A table whose rows come one by one: columns grow with what has been shown, as liggitt/tabwriter's RememberWidths has it. */
export function growingTable(): (rows: readonly (readonly Cell[])[]) => string {
  const widths: number[] = [];
  return (rows) => {
    const texts = rows.map((cells) => cells.map((cell) => printable(String(cell))));
    for (const cells of texts)
      for (const [i, cell] of cells.slice(0, -1).entries())
        widths[i] = Math.max(widths[i] ?? TABLE.minimum, cell.length + TABLE.padding);
    return texts
      .map(
        (cells) => `${cells.map((cell, i) => (i < cells.length - 1 ? cell.padEnd(widths[i] ?? 0) : cell)).join('')}\n`,
      )
      .join('');
  };
}

/** A cell has one line: what follows a line break, tab or form feed is left out and said to be. */
function printable(text: string): string {
  const breaks = text.search(/[\f\n\r\t]/);
  return breaks < 0 ? text : `${text.slice(0, breaks)}...`;
}
