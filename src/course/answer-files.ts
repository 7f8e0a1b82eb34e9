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
import { readSession } from './session-file.ts';

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
