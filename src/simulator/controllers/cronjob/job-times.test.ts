import { expect, test } from 'vitest';
import { findTimeZone } from '../../cron/time-zone.ts';
import { localTime, rfc1123 } from './job-times.ts';

const AT = Date.UTC(2026, 6, 4, 23, 30);

test.each([
  ['UTC', '2026-07-04T23:30:00Z'],
  ['Asia/Seoul', '2026-07-05T08:30:00+09:00'],
  ['Asia/Kolkata', '2026-07-05T05:00:00+05:30'],
  ['America/New_York', '2026-07-04T19:30:00-04:00'],
])('in %s the time is %s', (zone, expected) => expect(localTime(AT, findTimeZone(zone))).toBe(expected));

test('a missed time is told as Go writes RFC 1123', () => expect(rfc1123(AT)).toBe('Sat, 04 Jul 2026 23:30:00 +0000'));
