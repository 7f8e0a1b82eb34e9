/**
 * What differs between two texts, in hunks with three lines around them, without a header; "" where nothing does.
 * The lines that stay are found as Python's difflib finds them (Ratcliff and Obershelp): what occurs on more than one in
 * a hundred lines of a long text anchors nothing.
 * @source k8s.io/apimachinery pkg/util/diff; github.com/pmezard/go-difflib
 */
export function unifiedDiff(before: string, after: string): string {
  const a = before.split('\n');
  const b = after.split('\n');
  let out = '';
  for (const hunk of hunksOf(changesOf(a, b))) {
    const first = hunk[0];
    const last = hunk.at(-1);
    if (!first || !last) continue;
    out += `@@ -${range(first.a, last.aEnd)} +${range(first.b, last.bEnd)} @@\n`;
    for (const { same, a: from, aEnd, b: to, bEnd } of hunk) {
      const mark = same ? ' ' : '-';
      for (const line of a.slice(from, aEnd)) out += `${mark}${line}\n`;
      if (!same) for (const line of b.slice(to, bEnd)) out += `+${line}\n`;
    }
  }
  return out;
}

interface Stretch {
  readonly same: boolean;
  readonly a: number;
  readonly aEnd: number;
  readonly b: number;
  readonly bEnd: number;
}
interface Match {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

const AROUND = 3;

function range(from: number, end: number): string {
  const length = end - from;
  return length === 1 ? `${from + 1}` : `${length === 0 ? from : from + 1},${length}`;
}

function hunksOf(stretches: readonly Stretch[]): Stretch[][] {
  if (stretches.every(({ same }) => same)) return [];
  const hunks: Stretch[][] = [];
  let hunk: Stretch[] = [];
  for (const [i, stretch] of stretches.entries()) {
    const { same, a, aEnd, b, bEnd } = stretch;
    if (!same) {
      hunk.push(stretch);
      continue;
    }
    const isFirst = i === 0;
    const isLast = i === stretches.length - 1;
    const head = { same, a, aEnd: Math.min(aEnd, a + AROUND), b, bEnd: Math.min(bEnd, b + AROUND) };
    const tail = { same, a: Math.max(a, aEnd - AROUND), aEnd, b: Math.max(b, bEnd - AROUND), bEnd };
    if (isFirst) hunk.push(tail);
    else if (isLast) hunk.push(head);
    else if (aEnd - a > 2 * AROUND) {
      hunks.push([...hunk, head]);
      hunk = [tail];
    } else hunk.push(stretch);
  }
  return [...hunks, hunk];
}

function changesOf(a: readonly string[], b: readonly string[]): Stretch[] {
  const out: Stretch[] = [];
  let i = 0;
  let j = 0;
  for (const match of [...matchesOf(a, b), { a: a.length, b: b.length, size: 0 }]) {
    if (i < match.a || j < match.b) out.push({ same: false, a: i, aEnd: match.a, b: j, bEnd: match.b });
    i = match.a + match.size;
    j = match.b + match.size;
    if (match.size > 0) out.push({ same: true, a: match.a, aEnd: i, b: match.b, bEnd: j });
  }
  return out;
}

/** Stretches that stay, in order, neighbours joined. */
function matchesOf(a: readonly string[], b: readonly string[]): Match[] {
  const anchors = anchorsOf(b);
  const found: Match[] = [];
  const queue: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [aFrom, aEnd, bFrom, bEnd] = next;
    const match = longestMatch(a, b, anchors, aFrom, aEnd, bFrom, bEnd);
    if (match.size === 0) continue;
    found.push(match);
    queue.push([aFrom, match.a, bFrom, match.b], [match.a + match.size, aEnd, match.b + match.size, bEnd]);
  }
  found.sort((x, y) => x.a - y.a || x.b - y.b);
  const joined: Match[] = [];
  for (const match of found) {
    const before = joined.at(-1);
    if (before && before.a + before.size === match.a && before.b + before.size === match.b)
      joined[joined.length - 1] = { ...before, size: before.size + match.size };
    else joined.push(match);
  }
  return joined;
}

function anchorsOf(b: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [j, line] of b.entries()) {
    const known = places.get(line);
    if (known) known.push(j);
    else places.set(line, [j]);
  }
  if (b.length >= 200) {
    const popular = Math.floor(b.length / 100) + 1;
    for (const [line, at] of places) if (at.length > popular) places.delete(line);
  }
  return places;
}

function longestMatch(
  a: readonly string[],
  b: readonly string[],
  anchors: ReadonlyMap<string, number[]>,
  aFrom: number,
  aEnd: number,
  bFrom: number,
  bEnd: number,
): Match {
  let best = { a: aFrom, b: bFrom, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = aFrom; i < aEnd; i++) {
    const next = new Map<number, number>();
    for (const j of anchors.get(a[i] ?? '') ?? []) {
      if (j < bFrom) continue;
      if (j >= bEnd) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  while (best.a > aFrom && best.b > bFrom && a[best.a - 1] === b[best.b - 1])
    best = { a: best.a - 1, b: best.b - 1, size: best.size + 1 };
  while (best.a + best.size < aEnd && best.b + best.size < bEnd && a[best.a + best.size] === b[best.b + best.size])
    best = { ...best, size: best.size + 1 };
  return best;
}
