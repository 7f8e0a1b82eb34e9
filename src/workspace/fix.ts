import type { Problem } from '../sandbox/client.ts';

/** A word that stands where another was surely meant. */
export interface Fix {
  readonly kind: 'field' | 'value';
  readonly line: number;
  readonly wrong: string;
  readonly right: string;
}

/**
 * What a problem's word was meant to be, where one name is near and no other is.
 * @param namesAt - the fields that may stand at a place of the text
 */
export async function fixOf(
  problem: Problem,
  text: string,
  namesAt: (offset: number) => Promise<readonly string[]>,
): Promise<Fix | undefined> {
  const line = text.split('\n')[problem.line - 1] ?? '';
  const values = /supported values: (.*)$/s.exec(problem.message)?.[1];
  if (values !== undefined) {
    const wrong = /Unsupported value: "([^"]*)"/.exec(problem.message)?.[1] ?? '';
    const right = nearest(wrong, quotedIn(values));
    return right !== undefined && wrong !== '' && line.includes(wrong)
      ? { kind: 'value', line: problem.line, wrong, right }
      : undefined;
  }
  if (!problem.message.includes('unknown field')) return undefined;
  const wrong = /^[\w.-]+/.exec(line.slice(problem.column - 1))?.[0];
  if (wrong === undefined || !problem.message.includes(`${wrong}"`)) return undefined;
  const lines = text.split('\n').slice(0, problem.line - 1);
  const offset = lines.reduce((sum, { length }) => sum + length + 1, 0) + problem.column - 1;
  const right = nearest(wrong, await namesAt(offset));
  return right === undefined ? undefined : { kind: 'field', line: problem.line, wrong, right };
}

const quotedIn = (text: string): string[] => [...text.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');

/**
 * The one name that is near: only its case differs, or at most two letters of a name of five or more, one of a shorter one.
 * @returns undefined where none is near, or two are as near
 * @example nearest('imagee', ['image', 'name']) → 'image' · nearest('prt', ['port', 'part']) → undefined
 */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const far = typed.length >= 5 ? 2 : 1;
  const near = names
    .map((name) => ({ name, by: distance(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, by }) => by <= far && name !== typed)
    .sort((a, b) => a.by - b.by);
  return near.length > 0 && near[0]!.by !== near[1]?.by ? near[0]!.name : undefined;
}

/** Letters to change, add, drop or swap with their neighbour. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j - 1]! + same, rows[i - 1]![j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
