import { expect, test } from 'vitest';
import type { State, VariantResult } from '../../src/sandbox/protocol.ts';
import { compose } from './compose.ts';

/** What one variant says of the checks `a` and `b`; of one that does not look at it, nothing. */
const variant = (name: string, a: State | undefined, b: State | undefined, refused = false): VariantResult => ({
  variant: name,
  refused,
  checks: [
    { id: 'a', ...(a ? { state: a, facts: { from: name } } : {}) },
    { id: 'b', ...(b ? { state: b, facts: { from: name } } : {}) },
  ],
  problems: [],
});
const told = (...variants: VariantResult[]) =>
  compose('x', variants).checks.map(({ state, facts }) => [state, facts['from']]);

test.each<[string, VariantResult[], boolean, unknown]>([
  [
    'what passes everywhere passes, as the shown cluster tells it',
    [variant('shown', 'passed', 'passed'), variant('hidden', 'passed', 'passed')],
    true,
    [
      ['passed', 'shown'],
      ['passed', 'shown'],
    ],
  ],
  [
    'what fails in one fails, as that one tells it',
    [variant('shown', 'passed', 'passed'), variant('hidden', 'passed', 'failed'), variant('other', 'failed', 'failed')],
    false,
    [
      ['failed', 'other'],
      ['failed', 'hidden'],
    ],
  ],
  [
    'a check that only some variants look at is theirs to tell',
    [variant('shown', 'passed', undefined), variant('hidden', undefined, 'passed')],
    true,
    [
      ['passed', 'shown'],
      ['passed', 'hidden'],
    ],
  ],
  [
    'what one variant did not reach has not passed',
    [variant('shown', 'passed', 'passed'), variant('hidden', 'passed', 'not-reached')],
    false,
    [
      ['passed', 'shown'],
      ['not-reached', 'shown'],
    ],
  ],
  [
    'what the shown cluster refused counts on no other',
    [variant('shown', 'failed', 'not-reached', true), variant('hidden', 'passed', 'failed')],
    false,
    [
      ['failed', 'shown'],
      ['not-reached', undefined],
    ],
  ],
  [
    'a check that nobody looks at has not passed',
    [variant('shown', 'passed', undefined)],
    false,
    [
      ['passed', 'shown'],
      ['not-reached', undefined],
    ],
  ],
])('%s', (_, variants, passed, checks) => {
  expect(told(...variants)).toEqual(checks);
  expect(compose('x', variants).passed).toBe(passed);
});

test('each variant has its say and its picture, but for those that are not reached', () => {
  const picture = {} as NonNullable<VariantResult['picture']>;
  const [shown, hidden] = [variant('shown', 'failed', 'passed', true), variant('hidden', 'passed', 'passed')];
  const { checks, pictures } = compose('x', [
    { ...shown, picture },
    { ...hidden, picture },
  ]);
  expect(checks[0]?.variants).toEqual({ shown: 'failed', hidden: 'not-reached' });
  expect(Object.keys(pictures)).toEqual(['shown']);
});
