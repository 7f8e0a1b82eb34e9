/** Which line of a text breaks it: the reader names the one at which it gave up, which is often another. */
export interface Culprit {
  /** From 1. */
  readonly line: number;
  /** How it is explained, where the reader's own code says less. */
  readonly code?: string;
}

/**
 * @param text - one document that is no YAML
 * @param line - the line that the reader named, from 1
 * @param said - what it said
 */
export function culpritOf(text: string, line: number, said: string): Culprit {
  const lines = text.split('\n');
  const isBegin = /expected (?:'-' indicator|key)/.test(said); // of the block that was broken off
  const alike = lookAlike(text);
  if (alike !== undefined && (isBegin || alike <= line)) return { line: alike, code: 'look-alike' };
  const glued = said.includes('mapping values') ? lines.findLastIndex((each, i) => i < line && GLUED.test(each)) : -1;
  if (glued >= 0) return { line: glued + 1, code: 'yaml-colon-space' };
  const found = isBegin
    ? misaligned(lines, line - 1)
    : said.includes('unexpected end of stream')
      ? lines.findIndex((each) => (each.match(/"/g)?.length ?? 0) % 2 === 1)
      : said.includes("could not find expected ':'")
        ? lines.findLastIndex((each, i) => i < line && each.trim() !== '' && !each.includes(':'))
        : -1;
  return { line: found < 0 ? line : found + 1 };
}

/** The first line that holds what looks like a space of the indentation, an item's dash or a key's colon, and is not. */
export function lookAlike(text: string): number | undefined {
  const found = text.split('\n').findIndex((each) => LOOK_ALIKE.test(each));
  return found < 0 ? undefined : found + 1;
}

const LOOK_ALIKE = /^ *[\u00a0\u2003\u3000]|^[ \u00a0]*[\u2013\u2014\u2212\u2022] |^[^#"']*(?:\w\uff1a|\u200b|.\ufeff)/;

/** A key whose colon no space follows; not an address. */
export const GLUED = /^ *(?:- )?[A-Za-z][\w-]*:(?!\/\/)[^\s:]+$/;

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The first line after a block's beginning that is neither in it nor in one around it. */
function misaligned(lines: readonly string[], from: number): number {
  const first = lines[from] ?? '';
  const indent = indentOf(first);
  const item = /^ *- +/.exec(first);
  const around = new Set(
    lines
      .slice(0, from)
      .map(indentOf)
      .filter((each) => each < indent),
  );
  return lines.findIndex((line, i) => {
    if (i <= from || line.trim() === '') return false;
    const at = indentOf(line);
    if (at >= (item ? item[0].length : indent) || around.has(at)) return false;
    return !(item && at === indent && line.trimStart().startsWith('-'));
  });
}
