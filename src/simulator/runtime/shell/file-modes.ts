import type { Node } from '../filesystem.ts';

const WHO: Readonly<Record<string, number>> = { a: 0o7777, u: 0o4700, g: 0o2070, o: 0o007 };
const PERMISSIONS: Readonly<Record<string, number>> = {
  r: 0o444,
  w: 0o222,
  x: 0o111,
  X: 0o111,
  s: 0o6000,
  t: 0o1000,
};

/** Bits that u, g or o have, for each of the three. */
function copied(who: string, mode: number): number {
  const bits = mode & WHO[who]! & 0o777;
  return Object.values(PERMISSIONS).reduce((all, mask) => ((bits & mask) !== 0 ? all | mask : all), bits) & 0o777;
}

/**
 * A mode as chmod takes it: octal, or clauses such as u+x,go-w.
 * @param umask - what a clause that names nobody leaves alone
 * @returns undefined when it is neither
 * @source busybox 1.35 libbb/parse_mode.c
 */
export function parseMode(text: string, before: number, umask: number, isDirectory = false): number | undefined {
  if (/^[0-7]/.test(text)) return /^0*[0-7]{1,4}$/.test(text) ? parseInt(text, 8) : undefined;
  let mode = before;
  for (const clause of text.split(',')) {
    if (clause === '') continue;
    const found = /^([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*))+)$/.exec(clause);
    if (!found) return undefined;
    const who = [...(found[1] ?? '')].reduce((bits, letter) => bits | WHO[letter]!, 0);
    for (const [, operator = '', letters = ''] of (found[2] ?? '').matchAll(/([-+=])([rwxXstugo]*)/g)) {
      if (operator === '=') mode &= ~(who || 0o7777);
      let bits = /^[ugo]/.test(letters) ? copied(letters, mode) : 0;
      for (const letter of letters)
        if (letter !== 'X' || isDirectory || (mode & 0o111) !== 0) bits |= PERMISSIONS[letter] ?? 0;
      bits &= who || ~umask;
      mode = operator === '-' ? mode & ~bits : mode | bits;
    }
  }
  return mode;
}

/** The ten letters of `ls -l`. @example modeLetters(file of 0o644) → -rw-r--r-- */
export function modeLetters(node: Node): string {
  if (node.type === 'link') return 'lrwxrwxrwx';
  const kind = node.type === 'directory' ? 'd' : node.device ? 'c' : '-';
  let letters = '';
  for (const shift of [6, 3, 0]) {
    const bits = (node.mode >> shift) & 7;
    const special = shift === 6 ? 0o4000 : shift === 3 ? 0o2000 : 0o1000;
    const on = (node.mode & special) !== 0;
    const letter = shift === 0 ? 't' : 's';
    letters += `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${on ? (bits & 1 ? letter : letter.toUpperCase()) : bits & 1 ? 'x' : '-'}`;
  }
  return kind + letters;
}
