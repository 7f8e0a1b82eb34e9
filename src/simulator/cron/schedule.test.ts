import { describe, expect, test } from 'vitest';
import { nextTime, parseSchedule } from './schedule.ts';
import { findTimeZone } from './time-zone.ts';

const at = (text: string): number => Date.parse(text);
const next = (schedule: string, after: string, zone = 'UTC'): string | undefined => {
  const read = parseSchedule(schedule);
  if ('problem' in read) throw new Error(read.problem);
  const t = nextTime(read, at(after), findTimeZone(zone));
  return t === undefined ? undefined : new Date(t).toISOString().replace('.000', '');
};

describe('a schedule that is none is refused in the words of the library', () => {
  test.each([
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['* * * * * *', 'expected exactly 5 fields, found 6: [* * * * * *]'],
    ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['5-3 * * * *', 'beginning of range (5) beyond end of range (3): 5-3'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
    ['@never', 'unrecognized descriptor: @never'],
    ['@every 5', 'failed to parse duration @every 5: time: missing unit in duration "5"'],
    ['* * * * 7', 'end of range (7) above maximum (6): 7'],
  ])('%s', (schedule, problem) => expect(parseSchedule(schedule)).toEqual({ problem }));
});

describe('the next time of a schedule', () => {
  test.each([
    ['*/5 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:05:00Z'],
    ['0 9 * * mon-fri', '2026-01-02T10:00:00Z', '2026-01-05T09:00:00Z'],
    ['0 0 13 * fri', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
    ['0 0 13 * *', '2026-01-01T00:00:00Z', '2026-01-13T00:00:00Z'],
    ['0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['0 0 30 2 *', '2026-01-01T00:00:00Z', undefined],
    ['@hourly', '2026-01-01T00:59:59Z', '2026-01-01T01:00:00Z'],
    ['@every 90s', '2026-01-01T00:00:00Z', '2026-01-01T00:01:30Z'],
  ])('%s after %s', (schedule, after, expected) => expect(next(schedule, after)).toBe(expected));

  test('is that of the zone’s clocks', () =>
    expect(next('0 9 * * *', '2026-01-01T00:30:00Z', 'Asia/Seoul')).toBe('2026-01-02T00:00:00Z'));
  test('moves with summer time', () =>
    expect([next('0 9 * * *', '2026-03-07T15:00:00Z', 'America/New_York')]).toEqual(['2026-03-08T13:00:00Z']));
  test('is not in the hour that summer time skips', () =>
    expect(next('30 2 * * *', '2026-03-08T05:00:00Z', 'America/New_York')).toBe('2026-03-09T06:30:00Z'));
});

test('offsets are those of the runtime’s own time zones', () => {
  for (const zone of [
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Antarctica/Troll',
  ]) {
    const offset = findTimeZone(zone);
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    for (const day of ['2026-01-15', '2026-04-15', '2026-07-15', '2026-10-15', '2026-11-30']) {
      const named = format.formatToParts(at(day)).find((part) => part.type === 'timeZoneName')?.value ?? '';
      const [, sign = '+', h = '0', m = '0'] = /GMT([-+])?(\d+)?:?(\d+)?/.exec(named) ?? [];
      expect([zone, day, offset?.(at(day))]).toEqual([
        zone,
        day,
        (sign === '-' ? -1 : 1) * (Number(h) * 60 + Number(m)) * 60_000,
      ]);
    }
  }
});

test('a zone that nobody knows has no offset', () => {
  expect(findTimeZone('asia/seoul')).toBeUndefined();
  expect(findTimeZone('Mars/Olympus')).toBeUndefined();
});
