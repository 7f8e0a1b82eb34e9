import { expect, test } from 'vitest';
import type { Job } from '../api/schema/kinds.ts';
import { expiresAt } from './ttl-after-finished.ts';

const job = (ttlSecondsAfterFinished: number | undefined, ...types: string[]): Job =>
  ({
    metadata: {},
    spec: { ttlSecondsAfterFinished },
    status: {
      conditions: types.map((type) => ({ type, status: 'True', lastTransitionTime: '2026-01-01T00:00:10Z' })),
    },
  }) as unknown as Job;

test.each([
  ['one that still runs stays', job(5), undefined],
  ['one that has done enough, but not ended, stays', job(5, 'SuccessCriteriaMet'), undefined],
  ['one without a time to live stays', job(undefined, 'Complete'), undefined],
  ['one that is complete goes so many seconds after', job(5, 'SuccessCriteriaMet', 'Complete'), '00:00:15'],
  ['one that failed too', job(0, 'FailureTarget', 'Failed'), '00:00:10'],
  [
    'one that is going already is left alone',
    { ...job(5, 'Complete'), metadata: { deletionTimestamp: 'T' } } as unknown as Job,
    undefined,
  ],
])('%s', (_, given, time) =>
  expect(expiresAt(given)).toBe(time === undefined ? undefined : Date.parse(`2026-01-01T${time}Z`)),
);
