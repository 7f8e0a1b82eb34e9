/**
 * Submissions as files: a manifest (.yaml), predicted values and choices (.answers: YAML, question id → value), or a
 * terminal session (.session):
 *
 *   0 kubectl get pods
 *   12 kubectl apply -f - <<EOF
 *   …
 *   EOF
 *   found db-node = node-b
 *
 * A number is the virtual second at which a line is typed. Lines that begin with # are comments.
 */
import { parse } from 'yaml';
import type { Submission } from '../sandbox/protocol.ts';

export type AnswerFile = 'yaml' | 'answers' | 'session';

/** Throws an Error that says the line where a session or an answers file cannot be read. */
export function readSubmission(type: AnswerFile, text: string): Submission {
  if (type === 'yaml') return { kind: 'manifest', yaml: text };
  return type === 'answers' ? { kind: 'answers', answers: readAnswers(text) } : readSession(text);
}

/** The check that a rejected answer says it is caught by, in its first line. */
export const caughtBy = (text: string): string | undefined => /^# caught by: (\S+)/.exec(text)?.[1];

function readAnswers(text: string): Record<string, string | number | string[]> {
  const read = (parse(text) ?? {}) as unknown;
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new Error('an answers file has one "question: answer" a line');
  return read as Record<string, string | number | string[]>;
}

function readSession(text: string): Submission {
  const lines: { at: number; command: string; stdin?: string }[] = [];
  const found: Record<string, string> = {};
  const rows = text.split('\n');
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
