import type { Problem } from '../sandbox/client.ts';

/** A word that stands where another was surely meant. */
export interface Fix {
  /** `text` where the word is not wrong by itself, but written or placed so. */
  readonly kind: 'field' | 'value' | 'text';
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
  const instead = (wrong: string, right: string | undefined): Fix | undefined =>
    right === undefined || right === wrong ? undefined : { kind: 'text', line: problem.line, wrong, right };
  if (problem.code === 'look-alike') return instead(line.trimEnd(), plain(line).trimEnd());
  if (problem.code === 'yaml-colon-space') return instead(line.trim(), line.trim().replace(':', ': '));
  if (problem.code === 'kind-missing') return keyFix(text, 'kind');
  if (problem.code === 'api-version-missing') return keyFix(text, 'apiVersion');
  if (problem.code === 'kind-unknown') return typeFix(text, problem, namesAt);
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

/** What a text's characters look like. A line's own indentation is none of this. */
const plain = (line: string): string =>
  line
    .replaceAll(/[\u00a0\u2003\u3000]/g, ' ')
    .replace(/^( *)[\u2013\u2014\u2212\u2022] /, '$1- ')
    .replaceAll('\uff1a', ': ')
    .replaceAll(/[\u200b\ufeff]/g, '');

/** A key of the root that was meant to be another. */
function keyFix(text: string, key: string): Fix | undefined {
  for (const [i, line] of text.split('\n').entries()) {
    const wrong = /^\w+(?=:)/.exec(line)?.[0];
    if (wrong !== undefined && nearest(wrong, [key]) !== undefined)
      return { kind: 'field', line: i + 1, wrong, right: key };
  }
  return undefined;
}

/** The kind that is near, or the version under which a kind is served. */
async function typeFix(
  text: string,
  problem: Problem,
  namesAt: (offset: number) => Promise<readonly string[]>,
): Promise<Fix | undefined> {
  const lines = text.split('\n');
  const begin = lines.findLastIndex((line, i) => i < problem.line && /^---/.test(line)) + 1;
  const after = lines.findIndex((line, i) => i >= begin && /^---/.test(line));
  const valueOf = (
    key: string,
  ): { readonly line: number; readonly word: string; readonly offset: number } | undefined => {
    const at = lines.findIndex((line, i) => i >= begin && (after < 0 || i < after) && line.startsWith(`${key}:`));
    const word = /^\w+:\s*([\w./-]+)/.exec(lines[at] ?? '')?.[1];
    if (word === undefined) return undefined;
    const before = lines.slice(0, at).reduce((sum, { length }) => sum + length + 1, 0);
    return { line: at + 1, word, offset: before + lines[at]!.indexOf(word, key.length + 1) };
  };
  const [kind, version] = [valueOf('kind'), valueOf('apiVersion')];
  if (!kind) return undefined;
  const kinds = await namesAt(kind.offset);
  if (!kinds.includes(kind.word)) {
    const right = nearest(kind.word, kinds);
    return right === undefined ? undefined : { kind: 'value', line: kind.line, wrong: kind.word, right };
  }
  const versions = version ? await namesAt(version.offset) : [];
  return version && versions.length === 1 && versions[0] !== version.word
    ? { kind: 'text', line: version.line, wrong: version.word, right: versions[0]! }
    : undefined;
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
