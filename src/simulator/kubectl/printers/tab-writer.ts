/** How Go's text/tabwriter pads: cells end in a tab, a column is as wide as the widest of its run of lines. */
export interface Padding {
  readonly minimum: number;
  readonly padding: number;
  /** A column is never narrower than it was above: after a line that has none, where a text of several lines stands. */
  readonly remembers?: true;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/printers/tabwriter.go; liggitt/tabwriter RememberWidths */
export const TABLE: Padding = { minimum: 6, padding: 3, remembers: true };
/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go tabbedString */
export const DESCRIPTION: Padding = { minimum: 0, padding: 2 };

/**
 * Lines up text: a cell that a tab ends belongs to a column, what follows the last tab does not. A column is a run of
 * neighbouring lines that have it, so that a line without it starts the widths anew.
 * @source Go text/tabwriter
 */
export function align(text: string, { minimum, padding, remembers }: Padding): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths: number[][] = lines.map(() => []);
  const widest: number[] = [];
  const measure = (from: number, to: number, column: number): void => {
    for (let line = from; line < to;) {
      if ((lines[line]?.length ?? 0) - 1 <= column) {
        line++;
        continue;
      }
      let end = line;
      let width = 0;
      for (; end < to && (lines[end]?.length ?? 0) - 1 > column; end++)
        width = Math.max(width, length(lines[end]?.[column] ?? ''));
      const padded = Math.max(minimum, width + padding, remembers ? (widest[column] ?? 0) : 0);
      widest[column] = padded;
      for (let i = line; i < end; i++) widths[i]?.push(padded);
      measure(line, end, column + 1);
      line = end;
    }
  };
  measure(0, lines.length, 0);
  return lines
    .map((cells, i) =>
      cells
        .map((cell, j) =>
          j === cells.length - 1 ? cell : cell + ' '.repeat(Math.max(0, (widths[i]?.[j] ?? 0) - length(cell))),
        )
        .join(''),
    )
    .join('\n');
}

/** In characters, as Go's utf8.RuneCount. */
function length(cell: string): number {
  if (!BEYOND_16_BITS.test(cell)) return cell.length;
  let count = 0;
  for (let i = 0; i < cell.length; i++) if ((cell.charCodeAt(i) & 0xfc00) !== 0xdc00) count++;
  return count;
}

/** The first half of a character that takes two. */
const BEYOND_16_BITS = /[\ud800-\udbff]/;
