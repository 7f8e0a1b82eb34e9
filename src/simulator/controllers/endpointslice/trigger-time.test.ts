import { expect, test } from 'vitest';
import type { Pod, Service } from '../../api/schema/kinds.ts';
import { createTriggerTimes } from './trigger-time.ts';

const service = { metadata: { name: 'web', creationTimestamp: '2026-01-01T00:00:05Z' } } as Service;
const pod = (name: string, second: string): Pod =>
  ({
    metadata: { name },
    status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: `2026-01-01T00:00:${second}Z` }] },
  }) as unknown as Pod;

test('the time is that of the Service at first, then of the earliest Pod that has changed', () => {
  const times = createTriggerTimes();
  const next = (...pods: Pod[]): string | undefined => times.next('default/web', service, pods);
  expect(next(pod('a', '01'))).toBe('2026-01-01T00:00:05Z');
  expect(next(pod('a', '01'))).toBeUndefined();
  expect(next(pod('a', '01'), pod('b', '09'), pod('c', '08'))).toBe('2026-01-01T00:00:08Z');
  times.forget('default/web');
  expect(next(pod('a', '01'))).toBe('2026-01-01T00:00:05Z');
});
