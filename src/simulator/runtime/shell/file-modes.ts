import type { Node } from '../filesystem.ts';

/**
 * A mode as chmod takes it: octal, or clauses such as u+x,go-w.
 * @returns undefined when it is neither
 */
export function parseMode(text: string, before: number, isDirectory = false): number | undefined {
  if (/^[0-7]{1,5}$/.test(text)) return parseInt(text, 8) & 0o7777;
  let mode = before;
  for (const clause of text.split(',')) {
    const found = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (!found) return undefined;
    const who = found[1] === '' || found[1]?.includes('a') ? 'ugo' : (found[1] ?? '');
    for (const [, operator = '', letters = ''] of (found[2] ?? '').matchAll(/([-+=])([rwxXstugo]*)/g)) {
      let bits = 0;
      if (letters.includes('r')) bits |= 4;
      if (letters.includes('w')) bits |= 2;
      if (letters.includes('x') || (letters.includes('X') && (isDirectory || (mode & 0o111) !== 0))) bits |= 1;
      if (letters === 'u') bits = (mode >> 6) & 7;
      if (letters === 'g') bits = (mode >> 3) & 7;
      if (letters === 'o') bits = mode & 7;
      let mask = 0;
      let set = 0;
      for (const [letter, shift] of [
        ['u', 6],
        ['g', 3],
        ['o', 0],
      ] as const)
        if (who.includes(letter)) {
          mask |= 7 << shift;
          set |= bits << shift;
        }
      if (letters.includes('t')) set |= 0o1000;
      if (letters.includes('s')) set |= (who.includes('u') ? 0o4000 : 0) | (who.includes('g') ? 0o2000 : 0);
      mode = operator === '+' ? mode | set : operator === '-' ? mode & ~set : (mode & ~mask) | set;
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
