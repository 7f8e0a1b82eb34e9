/**
 * Whether one text comes before another as people count: "web-9" before "web-10".
 * Bytes decide, but runs of digits count as numbers; of equal numbers the one with fewer leading zeros comes first.
 * @example naturalLess('web-9', 'web-10') → true · naturalLess('a1', 'a01') → true
 * @source fvbommel/sortorder natsort.go NaturalLess, which kubectl's --sort-by compares texts with
 */
export function naturalLess(a: string, b: string): boolean {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a.charAt(i), b.charAt(j)];
    if (isDigit(x) !== isDigit(y)) return isDigit(x);
    if (!isDigit(x)) {
      if (x !== y) return x < y;
      i++;
      j++;
      continue;
    }
    const [p, q] = [numberAt(a, i), numberAt(b, j)];
    if (p.digits.length !== q.digits.length) return p.digits.length < q.digits.length;
    if (p.digits !== q.digits) return p.digits < q.digits;
    if (p.zeros !== q.zeros) return p.zeros < q.zeros;
    i = p.end;
    j = q.end;
  }
  return a.length - i < b.length - j;
}

const isDigit = (c: string): boolean => c >= '0' && c <= '9';

function numberAt(
  text: string,
  from: number,
): { readonly zeros: number; readonly digits: string; readonly end: number } {
  let start = from;
  while (text.charAt(start) === '0') start++;
  let end = start;
  while (end < text.length && isDigit(text.charAt(end))) end++;
  return { zeros: start - from, digits: text.slice(start, end), end };
}
