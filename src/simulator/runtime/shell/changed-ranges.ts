import { RuntimeLimit } from '../runtime-limit.ts';

/** Pairs of lines that are looked at. */
const MOST_PAIRS = 4_000_000;

/** Lines of two texts that have no counterpart in each other, from and up to a number from 0. */
export interface Range {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/**
 * What differs between two lists of lines, such that as many as possible are the same.
 * @example changedRanges(['a', 'b'], ['a', 'c']) → [{ from: [1, 1], to: [2, 2] }]
 */
export function changedRanges(a: readonly string[], b: readonly string[]): readonly Range[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const width = endB - start + 1;
  const pairs = (endA - start + 1) * width;
  if (pairs > MOST_PAIRS) throw new RuntimeLimit('memory', MOST_PAIRS);
  // the most lines in common behind each pair of places
  const common = new Uint16Array(pairs);
  for (let i = endA - 1; i >= start; i--)
    for (let j = endB - 1; j >= start; j--) {
      const at = (i - start) * width + j - start;
      common[at] = a[i] === b[j] ? common[at + width + 1]! + 1 : Math.max(common[at + width]!, common[at + 1]!);
    }
  const ranges: Range[] = [];
  let [i, j] = [start, start];
  while (i < endA || j < endB) {
    if (i < endA && j < endB && a[i] === b[j]) {
      [i, j] = [i + 1, j + 1];
      continue;
    }
    const from = [i, j] as const;
    while ((i < endA || j < endB) && !(i < endA && j < endB && a[i] === b[j])) {
      const at = (i - start) * width + j - start;
      if (j >= endB || (i < endA && common[at + width]! >= common[at + 1]!)) i++;
      else j++;
    }
    ranges.push({ from, to: [i, j] });
  }
  return ranges;
}
