import type { Millis } from '../clock.ts';
import { zonesByRule } from './zone-names.ts';

/** How many milliseconds a zone's clocks are ahead of UTC at a time (milliseconds since 1970). */
export type ZoneOffset = (t: number) => Millis;

const HOUR = 3_600_000;
const DAY = 86_400_000;

let ruleOf: Map<string, string> | undefined;

/**
 * The offset of a zone of the IANA database; undefined where there is none of that name (names are case-sensitive).
 * Only the rule that holds today is known.
 * @source Go time.LoadLocation; POSIX TZ strings as the zone files end with
 */
export function findTimeZone(name: string): ZoneOffset | undefined {
  if (name === '' || name === 'UTC') return () => 0;
  ruleOf ??= new Map(
    Object.entries(zonesByRule).flatMap(([rule, text]) => zoneNames(text).map((zone) => [zone, rule] as const)),
  );
  const rule = ruleOf.get(name);
  return rule === undefined ? undefined : offsetOf(rule);
}

function zoneNames(text: string): string[] {
  let area = '';
  return text.split(' ').map((word) => {
    const colon = word.indexOf(':');
    if (colon >= 0) area = word.slice(0, colon);
    const name = word.slice(colon + 1);
    return area === '' ? name : `${area}/${name}`;
  });
}

/** "EST5EDT,M3.2.0,M11.1.0": standard name and offset, summer name (an hour ahead unless said), when it begins and ends. */
function offsetOf(rule: string): ZoneOffset {
  const match = /^(?:<[^>]+>|[A-Za-z]+)([-+\d:]+)(?:(?:<[^>]+>|[A-Za-z]+)([-+\d:]+)?,([^,]+),([^,]+))?$/.exec(rule);
  if (!match) throw new Error(`no time zone rule: ${rule}`);
  const standard = 0 - seconds(match[1] ?? '0') * 1000;
  const [begin, end] = [match[3], match[4]];
  if (begin === undefined || end === undefined) return () => standard;
  const summer = match[2] === undefined ? standard + HOUR : 0 - seconds(match[2]) * 1000;
  const turns = new Map<number, readonly [number, number]>();
  return (t) => {
    const year = yearOf(t + standard);
    let found = turns.get(year);
    if (!found) turns.set(year, (found = [turnOf(begin, year) - standard, turnOf(end, year) - summer]));
    const [from, to] = found;
    const isSummer = from < to ? t >= from && t < to : t >= from || t < to;
    return isSummer ? summer : standard;
  };
}

/** "M3.2.0/2": the second Sunday of March at two o'clock; "J60" and "59" count days. Gives local time of the year. */
function turnOf(rule: string, year: number): number {
  const [day = '', time = '2'] = rule.split('/');
  const at = seconds(time) * 1000;
  const start = startOfYear(year);
  if (!day.startsWith('M')) {
    const n = parseInt(day.replace('J', ''), 10);
    return start + (day.startsWith('J') ? n - 1 + (n >= 60 && isLeap(year) ? 1 : 0) : n) * DAY + at;
  }
  const [month = 1, week = 1, weekday = 0] = day.slice(1).split('.').map(Number);
  const first = start + daysBefore(month, year) * DAY;
  const length = daysBefore(month + 1, year) - daysBefore(month, year);
  const ahead = (weekday - weekdayOf(first) + 7) % 7;
  let date = ahead + (week - 1) * 7;
  while (date >= length) date -= 7;
  return first + date * DAY + at;
}

/** "5", "-5:30", "+02:00:00" in seconds. */
function seconds(text: string): number {
  const [h = 0, m = 0, s = 0] = text.replace(/^[-+]/, '').split(':').map(Number);
  return (text.startsWith('-') ? -1 : 1) * (h * 3600 + m * 60 + s);
}

const MONTH_STARTS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysBefore = (month: number, year: number): number =>
  (MONTH_STARTS[month - 1] ?? 365) + (month > 2 && isLeap(year) ? 1 : 0);
const startOfYear = (year: number): number => {
  const y = year - 1;
  return (y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719_162) * DAY;
};
const yearOf = (t: number): number => {
  let year = 1970 + Math.floor(t / (365.2425 * DAY));
  if (t < startOfYear(year)) year--;
  else if (t >= startOfYear(year + 1)) year++;
  return year;
};

/** 0 is Sunday. */
export const weekdayOf = (t: number): number => (((Math.floor(t / DAY) + 4) % 7) + 7) % 7;

/** Month 1–12 and day 1–31 of a time. */
export function dateOf(t: number): { readonly month: number; readonly day: number } {
  const year = yearOf(t);
  const dayOfYear = Math.floor((t - startOfYear(year)) / DAY);
  let month = 12;
  while (daysBefore(month, year) > dayOfYear) month--;
  return { month, day: dayOfYear - daysBefore(month, year) + 1 };
}
