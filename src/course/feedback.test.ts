import { expect, test } from 'vitest';
import { exerciseFeedback } from './exercise.ts';
import { told } from './feedback.ts';

const both = (text: string) => ({ en: text, ko: `${text} (ko)` });
const { starts } = exerciseFeedback.parse({
  starts: {
    title: both('starts'),
    expected: both('running'),
    cases: [
      { when: { reason: 'StartError' }, got: both('no program {argv0}') },
      { when: { exitCode: 2 }, why: both('an unknown flag') },
    ],
    got: both('{status}'),
    why: both('it ended'),
    look: both('the events'),
  },
});

test.each([
  [
    'the case whose reason is part of the fact',
    { reason: 'StartError: exec', argv0: '--port', status: 'Error' },
    { got: 'no program --port', why: 'it ended' },
  ],
  ['the case whose number is equal', { exitCode: 2, status: 'Error' }, { got: 'Error', why: 'an unknown flag' }],
  ['no case', { exitCode: 20, status: 'Error' }, { got: 'Error', why: 'it ended' }],
])('%s speaks', (_, facts, said) => {
  expect(told(starts!, facts, 'en')).toMatchObject(said);
});

test('both languages are filled alike', () => {
  expect(told(starts!, { status: 'Error' }, 'ko').got).toBe('Error (ko)');
});

test('an answer is called by its label', () => {
  const question = { ...starts!, got: both('you said {got}'), options: { yes: both('Yes') } };
  expect(told(question, { got: 'yes', expected: 'no' }, 'ko').got).toBe('you said Yes (ko) (ko)');
  expect(told(question, { got: 'maybe' }, 'en').got).toBe('you said maybe');
});
