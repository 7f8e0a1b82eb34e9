import { LONG_MONTHS, LONG_WEEKDAYS, MONTHS, toMillis, WEEKDAYS, type CalendarTime } from './dates.ts';

interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  afternoon?: boolean;
  /** Seconds since 1970, or the day of the year: what they say goes before the rest. */
  epoch?: number;
  dayOfYear?: number;
}

/** Conversions that stand for others. */
const SHORT: Readonly<Record<string, string>> = {
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  r: '%I:%M:%S %p',
};

/** Numbers: their most digits, least and largest value. */
const NUMBERS: Readonly<Record<string, readonly [digits: number, least: number, most: number]>> = {
  Y: [4, 0, 9999],
  y: [2, 0, 99],
  m: [2, 1, 12],
  d: [2, 1, 31],
  e: [2, 1, 31],
  H: [2, 0, 23],
  k: [2, 0, 23],
  I: [2, 1, 12],
  l: [2, 1, 12],
  M: [2, 0, 59],
  S: [2, 0, 61],
  j: [3, 1, 366],
  s: [12, 0, Infinity],
};

const NAMES: Readonly<Record<string, readonly string[]>> = {
  b: [...LONG_MONTHS, ...MONTHS],
  B: [...LONG_MONTHS, ...MONTHS],
  h: [...LONG_MONTHS, ...MONTHS],
  a: [...LONG_WEEKDAYS, ...WEEKDAYS],
  A: [...LONG_WEEKDAYS, ...WEEKDAYS],
  p: ['AM', 'PM'],
};

function set(fields: Fields, letter: string, value: number): void {
  if (letter === 'Y') fields.year = value;
  else if (letter === 'y') fields.year = value + (value < 69 ? 2000 : 1900);
  else if ('mbBh'.includes(letter)) fields.month = value;
  else if (letter === 'd' || letter === 'e') fields.day = value;
  else if ('HkIl'.includes(letter)) fields.hour = value;
  else if (letter === 'M') fields.minute = value;
  else if (letter === 'S') fields.second = value;
  else if (letter === 'p') fields.afternoon = value === 2;
  else if (letter === 'j') fields.dayOfYear = value;
  else if (letter === 's') fields.epoch = value;
}

/** Reads a text as strptime(3) does. @returns what is left of it; undefined where it does not fit */
function read(text: string, format: string, fields: Fields): string | undefined {
  let rest = text;
  for (let i = 0; i < format.length; i++) {
    const c = format.charAt(i);
    if (/\s/.test(c)) {
      rest = rest.trimStart();
      continue;
    }
    const letter = c === '%' ? format.charAt(++i) : '';
    if (c !== '%' || letter === '%') {
      if (!rest.startsWith(c)) return undefined;
      rest = rest.slice(1);
      continue;
    }
    const whole = SHORT[letter];
    if (whole !== undefined) {
      const left = read(rest, whole, fields);
      if (left === undefined) return undefined;
      rest = left;
      continue;
    }
    const names = NAMES[letter];
    if (names) {
      const at = names.findIndex((name) => rest.slice(0, name.length).toLowerCase() === name.toLowerCase());
      const name = names[at];
      if (name === undefined) return undefined;
      set(fields, letter, (at % (names.length === 2 ? 2 : names.length / 2)) + 1);
      rest = rest.slice(name.length);
      continue;
    }
    const number = NUMBERS[letter];
    if (!number) return undefined;
    const [digits, least, most] = number;
    rest = rest.replace(/^ +/, '');
    const found = /^\d+/.exec(rest.slice(0, digits))?.[0];
    if (found === undefined || Number(found) < least || Number(found) > most) return undefined;
    set(fields, letter, Number(found));
    rest = rest.slice(found.length);
  }
  return rest;
}

function millisOf(fields: Fields): number {
  if (fields.epoch !== undefined) return fields.epoch * 1000;
  const hour = fields.afternoon === undefined ? fields.hour : (fields.hour % 12) + (fields.afternoon ? 12 : 0);
  const [month, day] = fields.dayOfYear === undefined ? [fields.month, fields.day] : [1, fields.dayOfYear];
  return toMillis(fields.year, month, day, hour, fields.minute, fields.second);
}

/** @source busybox 1.35 libbb/time.c parse_datestr fmt_str */
const FORMATS = [
  '%R',
  '%T',
  '%m.%d-%R',
  '%m.%d-%T',
  '%Y.%m.%d-%R',
  '%Y.%m.%d-%T',
  '%b %d %T %Y',
  '%Y-%m-%d %R',
  '%Y-%m-%d %T',
  '%Y-%m-%d %H',
  '%Y-%m-%d',
];

/**
 * A date as BusyBox's -d takes it: @seconds, hh:mm[:ss], YYYY-MM-DD [hh[:mm[:ss]]] …, [[[[[YY]YY]MM]DD]hh]mm[.ss].
 * @param start - for what is left out; `touch` keeps the time of day there, `date` does not
 * @param format - as strptime(3) takes it, instead of all these
 * @returns milliseconds since 1970; undefined for what is no date
 */
export function parseDate(text: string, start: CalendarTime, format?: string): number | undefined {
  const { year, month, day, hour, minute, second } = start;
  const today = { year, month, day, hour, minute, second };
  for (const shape of format === undefined ? FORMATS : [format]) {
    const fields: Fields = { ...today };
    const left = read(text, shape, fields);
    if (left === '' || (left !== undefined && format !== undefined)) return millisOf(fields);
  }
  if (format !== undefined) return undefined;
  if (/^@\d+$/.test(text)) return Number(text.slice(1)) * 1000;
  const found = /^((?:\d\d){1,6})(?:\.(\d{1,2}))?$/.exec(text);
  if (!found) return undefined;
  const digits = found[1] ?? '';
  const shape = digits.length > 10 ? '%Y%m%d%H%M' : '%y%m%d%H%M'.slice(-digits.length);
  const fields: Fields = { ...today, second: Number(found[2] ?? '0') };
  return fields.second <= 60 && read(digits, shape, fields) === '' ? millisOf(fields) : undefined;
}
