export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Past so many cells the texts are too long to compare: everything is then removed and added. */
const MOST_CELLS = 1_000_000;

/** The shortest line-by-line way from one text to another (longest common subsequence). */
export function lineDiff(before: string, after: string): DiffLine[] {
  const a = before.split('\n');
  const b = after.split('\n');
  if (a.length * b.length > MOST_CELLS)
    return [
      ...a.map((text) => ({ kind: 'removed' as const, text })),
      ...b.map((text) => ({ kind: 'added' as const, text })),
    ];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i]! });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
      lines.push({ kind: 'removed', text: a[i++]! });
    else lines.push({ kind: 'added', text: b[j++]! });
  }
  return lines;
}

/** Lines that changed, with two beside them; undefined where others were left out. */
export function aroundChanges(lines: readonly DiffLine[]): (DiffLine | undefined)[] {
  const near = lines.map((_, i) => lines.slice(Math.max(0, i - 2), i + 3).some(({ kind }) => kind !== 'same'));
  return lines.flatMap((line, i) => (near[i] ? [line] : near[i - 1] ? [undefined] : []));
}

/** Numbers of the lines of `after` that `before` does not have at that place, from 1. */
export function changedLines(before: string, after: string): number[] {
  let number = 0;
  return lineDiff(before, after).flatMap(({ kind }) => {
    if (kind !== 'removed') number++;
    return kind === 'added' ? [number] : [];
  });
}
