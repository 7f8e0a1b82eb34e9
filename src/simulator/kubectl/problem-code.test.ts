import { expect, test } from 'vitest';
import { problemCode } from './problem-code.ts';

const none = new Map<string, string>();
const codes = new Map([['spec.containers[0].image: Required value', 'image-missing']]);

test.each([
  [
    'a rule names its error',
    'The Pod "web" is invalid: spec.containers[0].image: Required value',
    codes,
    'image-missing',
  ],
  [
    'one of several errors on a line',
    'The Pod "web" is invalid: [spec.containers[0].image: Required value, spec.x: no]',
    codes,
    'image-missing',
  ],
  ['a decoder is known by its words', 'strict decoding error: unknown field "spec.x"', none, 'field-unknown'],
  ['what nobody knows has no code', 'error: something else', none, undefined],
  ['a flood is not searched', `${'cannot unmarshal bool into '.repeat(10_000)} of type string`, none, undefined],
])('%s', (_, message, known, expected) => expect(problemCode(message, known)).toBe(expected));
