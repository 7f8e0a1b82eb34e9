import { expect, test } from 'vitest';
import type { State, Verdict } from '../sandbox/protocol.ts';
import { report } from './report.ts';

const both = (text: string) => ({ en: text, ko: text });
const feedback = {
  ready: {
    title: both('Ready'),
    expected: both('Ready by {budget} s'),
    got: both('not by {t} s'),
    why: both('too slow'),
    look: both('the probe'),
    cases: [],
  },
};
const verdict = (state: State, facts: Record<string, number>): Verdict => ({
  exercise: 'x',
  passed: state === 'passed',
  checks: [{ id: 'ready', state, variants: { shown: state }, facts }],
  problems: [],
  pictures: {},
});

test.each<[State, Record<string, number>, unknown]>([
  ['failed', { budget: 60, t: 75 }, { expected: 'Ready by 60 s', got: 'not by 75 s', why: 'too slow' }],
  ['passed', { budget: 60, t: 20 }, { expected: 'Ready by 60 s', got: null, why: null }],
  ['not-reached', {}, { expected: null, got: null, why: null }],
])('a check that %s', (state, facts, expected) => {
  expect(report(verdict(state, facts), feedback, 'en').checks).toMatchObject([
    { id: 'ready', state, ...(expected as object) },
  ]);
});
