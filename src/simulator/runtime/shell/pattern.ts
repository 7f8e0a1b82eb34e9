import { RuntimeLimit } from '../runtime-limit.ts';

/**
 * Shell patterns: `*`, `?`, `[…]`, and a backslash that makes the next character plain.
 * Matching goes back only to the last star: its time is at most the product of both lengths.
 * @source POSIX 2.13 Pattern Matching Notation
 */
export type Pattern = readonly Element[];

/** Comparisons that one match may cost. */
const MOST_STEPS = 5_000_000;

type Element =
  | { readonly type: 'character'; readonly character: string }
  | { readonly type: 'any' }
  | { readonly type: 'star' }
  | { readonly type: 'set'; readonly negated: boolean; readonly has: (character: string) => boolean };

/** Characters of a class such as [:digit:]. */
export const CLASSES: Readonly<Record<string, (c: string) => boolean>> = {
  alnum: (c) => /[A-Za-z0-9]/.test(c),
  alpha: (c) => /[A-Za-z]/.test(c),
  blank: (c) => c === ' ' || c === '\t',
  cntrl: (c) => c < ' ' || c === '\x7f',
  digit: (c) => c >= '0' && c <= '9',
  graph: (c) => c > ' ' && c < '\x7f',
  lower: (c) => c >= 'a' && c <= 'z',
  print: (c) => c >= ' ' && c < '\x7f',
  punct: (c) => c > ' ' && c < '\x7f' && !/[A-Za-z0-9]/.test(c),
  space: (c) => ' \t\n\v\f\r'.includes(c),
  upper: (c) => c >= 'A' && c <= 'Z',
  xdigit: (c) => /[0-9A-Fa-f]/.test(c),
};

const compiled = new Map<string, Pattern>();

/** Read once, however often it is matched. */
export function compilePattern(pattern: string): Pattern {
  const known = compiled.get(pattern);
  if (known) return known;
  const elements: Element[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '*') {
      if (elements.at(-1)?.type !== 'star') elements.push({ type: 'star' });
    } else if (c === '?') elements.push({ type: 'any' });
    else if (c === '\\' && i + 1 < pattern.length) elements.push({ type: 'character', character: pattern.charAt(++i) });
    else {
      const set = c === '[' ? readSet(pattern, i) : undefined;
      if (set) i = set.end;
      elements.push(set ? set.element : { type: 'character', character: c });
    }
  }
  if (compiled.size > 500) compiled.clear();
  compiled.set(pattern, elements);
  return elements;
}

/** Makes every character of a text plain in a pattern. */
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]]/g, '\\$&');

/** The text that a pattern without wildcards matches. */
export const unescapePattern = (pattern: string): string => pattern.replace(/\\([\s\S])/g, '$1');

/** Whether a pattern has wildcards. */
export const hasWildcards = (pattern: string): boolean =>
  compilePattern(pattern).some(({ type }) => type !== 'character');

/** Whether a pattern matches the whole of a text. */
export function matches(pattern: Pattern, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let starText = 0;
  let steps = 0;
  while (t < text.length) {
    if (++steps > MOST_STEPS) throw new RuntimeLimit('steps', MOST_STEPS);
    const element = pattern[p];
    if (element?.type === 'star') {
      star = p++;
      starText = t;
    } else if (element && takes(element, text.charAt(t))) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++starText;
    } else return false;
  }
  while (pattern[p]?.type === 'star') p++;
  return p === pattern.length;
}

/**
 * Length of the shortest or longest match at the beginning, or at the end; -1 for none. All ways through the pattern are
 * followed at once: the time is at most the product of both lengths.
 * @param from - where the text begins that is looked at
 */
export function matchEdge(
  pattern: Pattern,
  text: string,
  edge: 'start' | 'end',
  want: 'shortest' | 'longest',
  from = 0,
): number {
  const elements = edge === 'start' ? pattern : pattern.toReversed();
  const length = text.length - from;
  const at = (i: number): string => text.charAt(edge === 'start' ? from + i : text.length - 1 - i);
  if (elements.every(({ type }) => type !== 'star'))
    return elements.length <= length && elements.every((element, i) => takes(element, at(i))) ? elements.length : -1;
  let places = withStars(elements, [0]);
  let best = -1;
  let steps = 0;
  for (let i = 0; ; i++) {
    if (places.at(-1) === elements.length) {
      best = i;
      if (want === 'shortest') return best;
    }
    // a star at the end takes all that is left
    if (want === 'longest' && elements.at(-1)?.type === 'star' && places.includes(elements.length - 1)) return length;
    if (i === length || places.length === 0) return best;
    const c = at(i);
    const next: number[] = [];
    for (const place of places) {
      const element = elements[place];
      if (element?.type === 'star') next.push(place);
      else if (element && takes(element, c)) next.push(place + 1);
    }
    steps += places.length;
    if (steps > MOST_STEPS) throw new RuntimeLimit('steps', MOST_STEPS);
    places = withStars(elements, next);
  }
}

/** Places in a pattern, in order, with those that are reached as its stars take nothing. */
function withStars(elements: Pattern, places: readonly number[]): number[] {
  const all: number[] = [];
  for (const place of places) {
    if (all.at(-1) !== place) all.push(place);
    if (elements[place]?.type === 'star') all.push(place + 1);
  }
  return all;
}

function takes(element: Element, c: string): boolean {
  switch (element.type) {
    case 'character':
      return element.character === c;
    case 'any':
      return true;
    case 'set':
      return element.has(c) !== element.negated;
    case 'star':
      return false;
  }
}

function readSet(pattern: string, start: number): { readonly element: Element; readonly end: number } | undefined {
  let i = start + 1;
  const negated = pattern.charAt(i) === '!' || pattern.charAt(i) === '^';
  if (negated) i++;
  const tests: ((c: string) => boolean)[] = [];
  for (let first = true; ; first = false) {
    let c = pattern.charAt(i);
    if (c === '' || c === '/') return undefined;
    if (c === ']' && !first) break;
    if (c === '[' && pattern.charAt(i + 1) === ':') {
      const end = pattern.indexOf(':]', i + 2);
      const named = end < 0 ? undefined : CLASSES[pattern.slice(i + 2, end)];
      if (named) {
        tests.push(named);
        i = end + 2;
        continue;
      }
    }
    if (c === '\\' && i + 1 < pattern.length) c = pattern.charAt(++i);
    i++;
    if (pattern.charAt(i) === '-' && pattern.charAt(i + 1) !== ']' && pattern.charAt(i + 1) !== '') {
      let to = pattern.charAt(++i);
      if (to === '\\') to = pattern.charAt(++i);
      i++;
      const from = c;
      tests.push((x) => x >= from && x <= to);
    } else {
      const only = c;
      tests.push((x) => x === only);
    }
  }
  return { element: { type: 'set', negated, has: (c) => tests.some((test) => test(c)) }, end: i };
}
