/** A terminal session as a file (.session): see answer-files.ts. In a file of its own, since a page reads it too. */
import type { Submission } from '../sandbox/protocol.ts';

/** Throws an Error that says the line that cannot be read. */
export function readSession(text: string): Extract<Submission, { kind: 'session' }> {
  const lines: { at: number; command: string; stdin?: string }[] = [];
  const found: Record<string, string> = {};
  const rows = text.split(/\r?\n/);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row.trim() === '' || row.startsWith('#')) continue;
    const finding = /^found ([\w-]+) = (.*)$/.exec(row);
    if (finding) {
      found[finding[1]!] = finding[2]!;
      continue;
    }
    const line = /^(\d+(?:\.\d+)?) (.*?)(?: <<(\w+))?$/.exec(row);
    if (!line) throw new Error(`line ${i + 1} is neither "second command" nor "found question = answer": ${row}`);
    const at = Number(line[1]);
    if (line[3] === undefined) {
      lines.push({ at, command: line[2]! });
      continue;
    }
    const end = rows.indexOf(line[3], i + 1);
    if (end < 0) throw new Error(`line ${i + 1}: the text that <<${line[3]} begins has no end`);
    lines.push({ at, command: line[2]!, stdin: `${rows.slice(i + 1, end).join('\n')}\n` });
    i = end;
  }
  return { kind: 'session', lines, found };
}
