import { expect, test } from 'vitest';
import { caughtBy, readSubmission } from './answer-files.ts';

test('a session has lines with their second, text for standard input and what was found', () => {
  const text =
    '# caught by: found\n0 kubectl get pods\n7.5 kubectl apply -f - <<EOF\nkind: Pod\n\nEOF\nfound db-node = node-b\n';
  const read = readSubmission('session', text);
  expect(readSubmission('session', text.replaceAll('\n', '\r\n'))).toEqual(read);
  expect(read).toEqual({
    kind: 'session',
    lines: [
      { at: 0, command: 'kubectl get pods' },
      { at: 7.5, command: 'kubectl apply -f -', stdin: 'kind: Pod\n\n' },
    ],
    found: { 'db-node': 'node-b' },
  });
  expect(caughtBy(text)).toBe('found');
});

test.each([
  ['a line without its second', 'kubectl get pods', 'line 1'],
  ['a text without its end', '0 kubectl apply -f - <<EOF\nkind: Pod', '<<EOF'],
])('%s is said with its place', (_, text, said) => {
  expect(() => readSubmission('session', text)).toThrow(said);
});

test('answers are values by question, none where the file is empty', () => {
  expect(readSubmission('answers', '# caught by: a\nplain-60: 0\nready: yes\n')).toEqual({
    kind: 'answers',
    answers: { 'plain-60': 0, ready: 'yes' },
  });
  expect(readSubmission('answers', '# caught by: a\n')).toEqual({ kind: 'answers', answers: {} });
});
