import { expect, test } from 'vitest';
import { inOneSentence, toldAt } from './told.ts';

const moments = [
  { at: 0.5, who: 'db', what: 'starts' },
  { at: 15.32, who: 'web', what: 'liveness probe fails, 3 of 3' },
  { at: 15.32, who: 'web', what: 'is sent SIGTERM' },
  { at: 15.32, who: 'web', what: 'exits with code 0' },
  { at: 15.43, who: 'web', what: 'starts again' },
  { at: 15.45, who: 'db', what: 'is ready' },
  { at: 46.3, who: 'web', what: 'readiness probe fails', probe: 'readiness' },
  { at: 46.3, who: 'web', what: 'is sent SIGTERM' },
  { at: 50, who: 'web', what: 'readiness probe passes', probe: 'readiness' },
] as const;

test.each([
  [
    'what happened at one instant, cause first',
    15.3,
    'liveness probe fails, 3 of 3; is sent SIGTERM; exits with code 0',
  ],
  ['only of the one to whom the last thing happened', 15.45, 'is ready'],
  ['what happened last, long after it', 9, 'starts'],
  ['nothing before anything happened', 0, ''],
  ['no readiness beside an end, which it has no part in', 46.3, 'is sent SIGTERM'],
  ['readiness where nothing follows', 50, 'readiness probe passes'],
])('told is %s', (_, at, expected) => {
  expect(inOneSentence(toldAt(moments, at))).toBe(expected);
});
