import { expect, test } from 'vitest';
import { readHandIn } from './hand-in.ts';

const submission = { kind: 'manifest', yaml: 'kind: Pod\n' };

test('what the page writes is read', () => {
  const written = { exercise: 'command-or-args', submission, verdict: { passed: true, checks: [] } };
  expect(readHandIn(JSON.stringify(written))).toEqual({
    exercise: 'command-or-args',
    submission,
    verdict: { passed: true },
  });
});

test('a hand-in without a verdict is read: it was never submitted', () =>
  expect(readHandIn(JSON.stringify({ exercise: 'x', submission })).verdict).toBeUndefined());

test.each([
  ['no JSON', 'kind: Pod', /it is no JSON/],
  ['no object', '[]', /it is no hand-in: the file/],
  ['no exercise', JSON.stringify({ submission }), /exercise/],
  ['an unknown kind', JSON.stringify({ exercise: 'x', submission: { kind: 'essay' } }), /submission/],
  ['a number for the YAML', JSON.stringify({ exercise: 'x', submission: { kind: 'manifest', yaml: 3 } }), /yaml/],
])('%s is refused by name', (_, text, message) => expect(() => readHandIn(text)).toThrow(message));
