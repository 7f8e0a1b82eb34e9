import { expect, test } from 'vitest';
import { calendar, formatDate, toMillis } from './dates.ts';
import { parseDate } from './parse-date.ts';

const start = calendar(toMillis(2026, 3, 9, 8, 7, 6));
const shown = (text: string, format?: string): string | undefined => {
  const millis = parseDate(text, start, format);
  return millis === undefined ? undefined : formatDate('%F %T', millis);
};

test.each([
  ['2024-01-15 10:30:45', '2024-01-15 10:30:45'],
  ['2024.01.15-10:30', '2024-01-15 10:30:06'],
  ['2024-02-30 00:00', '2024-03-01 00:00:06'],
  ['Jan 15 10:30:00 2024', '2024-01-15 10:30:00'],
  ['10:30', '2026-03-09 10:30:06'],
  ['1030', '2026-03-09 10:30:00'],
  ['202401151030.45', '2024-01-15 10:30:45'],
  ['@86400', '1970-01-02 00:00:00'],
  ['2024-01-15T10:30', undefined],
  ['2024-01-15 25:00', undefined],
  ['@-1', undefined],
  ['yesterday', undefined],
  ['', undefined],
])('%s', (text, date) => expect(shown(text)).toBe(date));

test.each([
  ['2024-01-15T10:30:45Z', '%Y-%m-%dT%H:%M:%SZ', '2024-01-15 10:30:45'],
  ['100 2024', '%j %Y', '2024-04-09 08:07:06'],
  ['March 5, 2024 03:04 PM', '%B %e, %Y %I:%M %p', '2024-03-05 15:04:06'],
  ['5 Mar 69', '%d %b %y', '1969-03-05 08:07:06'],
  ['86400 and more', '%s', '1970-01-02 00:00:00'],
  ['abc', '%Y', undefined],
  ['1', '%Q', undefined],
])('%s as %s', (text, format, date) => expect(shown(text, format)).toBe(date));
