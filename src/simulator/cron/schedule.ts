import { goQuote } from '../go-quote.ts';
import { durationProblem, parseDuration } from './duration.ts';
import { dateOf, findTimeZone, weekdayOf, type ZoneOffset } from './time-zone.ts';

/** When a CronJob runs: at minutes that fit every field, or each so often. */
export type Schedule =
  | {
      readonly type: 'fields';
      readonly minute: Field;
      readonly hour: Field;
      readonly dayOfMonth: Field;
      readonly month: Field;
      readonly dayOfWeek: Field;
      /** From TZ=… at the start of the text. */
      readonly zone?: ZoneOffset;
    }
  | { readonly type: 'every'; readonly seconds: number };

export interface Field {
  readonly values: ReadonlySet<number>;
  /** Written with * or ?: such a day field does not widen the other one. */
  readonly any: boolean;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: Readonly<Record<string, number>>;
}

const numbered = (names: string, from: number): Readonly<Record<string, number>> =>
  Object.fromEntries(names.split(' ').map((name, i) => [name, from + i]));

const BOUNDS: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: numbered('jan feb mar apr may jun jul aug sep oct nov dec', 1) },
  { min: 0, max: 6, names: numbered('sun mon tue wed thu fri sat', 0) },
];

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/**
 * Reads a cron schedule: five fields, a descriptor such as @daily, or "@every 1h30m".
 * @returns the schedule, or why there is none, in the library's words
 * @example parseSchedule('60 * * * *') → { problem: 'end of range (60) above maximum (59): 60' }
 * @source robfig/cron v3 parser.go ParseStandard
 */
export function parseSchedule(text: string): Schedule | { readonly problem: string } {
  if (text === '') return { problem: 'empty spec string' };
  let spec = text;
  let zone: ZoneOffset | undefined;
  if (spec.startsWith('TZ=') || spec.startsWith('CRON_TZ=')) {
    const space = spec.indexOf(' ');
    if (space < 0) return { problem: 'invalid schedule format: runtime error: slice bounds out of range [:-1]' };
    const name = spec.slice(spec.indexOf('=') + 1, space);
    zone = findTimeZone(name);
    if (!zone) return { problem: `provided bad location ${name}: unknown time zone ${name}` };
    spec = spec.slice(space).trim();
  }
  if (spec.startsWith('@every ')) return every(spec);
  if (spec.startsWith('@')) {
    const fields = Object.hasOwn(DESCRIPTORS, spec) ? DESCRIPTORS[spec] : undefined;
    if (fields === undefined) return { problem: `unrecognized descriptor: ${spec}` };
    spec = fields;
  }
  const parts = spec.split(/\s+/).filter((part) => part !== '');
  if (parts.length !== 5) return { problem: `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]` };
  const fields: Field[] = [];
  for (const [i, bounds] of BOUNDS.entries()) {
    const field = readField(parts[i] ?? '', bounds);
    if ('problem' in field) return field;
    fields.push(field);
  }
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields as [Field, Field, Field, Field, Field];
  return { type: 'fields', minute, hour, dayOfMonth, month, dayOfWeek, ...(zone ? { zone } : {}) };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The first time after `after` that the schedule names; undefined where there is none within five years.
 * A minute that summer time skips is skipped; one that comes twice counts twice.
 * @param after - milliseconds since 1970
 * @source robfig/cron v3 spec.go Next, constantdelay.go Next
 */
export function nextTime(schedule: Schedule, after: number, zone: ZoneOffset = () => 0): number | undefined {
  if (schedule.type === 'every') return Math.floor(after / 1000) * 1000 + schedule.seconds * 1000;
  const offset = schedule.zone ?? zone;
  const end = after + 5 * 366 * DAY;
  let t = (Math.floor(after / MINUTE) + 1) * MINUTE;
  while (t < end) {
    const local = t + offset(t);
    const intoDay = ((local % DAY) + DAY) % DAY;
    if (!fitsDate(schedule, local)) {
      // An hour short of midnight, and then by hours: a change of the clocks may come between.
      const rest = DAY - intoDay;
      t += rest > 2 * HOUR ? rest - HOUR : HOUR - (intoDay % HOUR);
    } else if (!schedule.hour.values.has(Math.floor(intoDay / HOUR))) t += HOUR - (intoDay % HOUR);
    else if (!schedule.minute.values.has(Math.floor((intoDay % HOUR) / MINUTE))) t += MINUTE;
    else return t;
  }
  return undefined;
}

/** Day of month and day of week both count where one of them is *, else either is enough. */
function fitsDate(schedule: Extract<Schedule, { type: 'fields' }>, local: number): boolean {
  const { month, day } = dateOf(local);
  if (!schedule.month.values.has(month)) return false;
  const byMonth = schedule.dayOfMonth.values.has(day);
  const byWeek = schedule.dayOfWeek.values.has(weekdayOf(local));
  return schedule.dayOfMonth.any || schedule.dayOfWeek.any ? byMonth && byWeek : byMonth || byWeek;
}

function every(spec: string): Schedule | { readonly problem: string } {
  const text = spec.slice('@every '.length);
  const nanoseconds = parseDuration(text);
  if (nanoseconds === undefined) return { problem: `failed to parse duration ${spec}: ${durationProblem(text)}` };
  return { type: 'every', seconds: Math.max(1, Math.floor(nanoseconds / 1e9)) };
}

type Read<T> = T | { readonly problem: string };

function readField(text: string, bounds: Bounds): Read<Field> {
  const values = new Set<number>();
  let any = false;
  for (const part of text.split(',')) {
    if (part === '') continue;
    const range = readRange(part, bounds);
    if ('problem' in range) return range;
    any ||= range.any;
    for (let value = range.start; value <= range.end; value += range.step) values.add(value);
  }
  return { values, any };
}

function readRange(
  text: string,
  { min, max, names }: Bounds,
): Read<{ start: number; end: number; step: number; any: boolean }> {
  const slashed = text.split('/');
  const limits = (slashed[0] ?? '').split('-');
  const star = limits[0] === '*' || limits[0] === '?';
  let start = min;
  let end = max;
  if (!star) {
    const low = readNumber(limits[0] ?? '', names);
    if (typeof low === 'object') return low;
    start = end = low;
    if (limits.length === 2) {
      const high = readNumber(limits[1] ?? '', names);
      if (typeof high === 'object') return high;
      end = high;
    } else if (limits.length > 2) return { problem: `too many hyphens: ${text}` };
  }
  let step = 1;
  if (slashed.length === 2) {
    const by = readNumber(slashed[1] ?? '');
    if (typeof by === 'object') return by;
    step = by;
    if (limits.length === 1) end = max;
  } else if (slashed.length > 2) return { problem: `too many slashes: ${text}` };
  if (start < min) return { problem: `beginning of range (${start}) below minimum (${min}): ${text}` };
  if (end > max) return { problem: `end of range (${end}) above maximum (${max}): ${text}` };
  if (start > end) return { problem: `beginning of range (${start}) beyond end of range (${end}): ${text}` };
  if (step === 0) return { problem: `step of range should be a positive number: ${text}` };
  return { start, end, step, any: star && step === 1 };
}

function readNumber(text: string, names?: Readonly<Record<string, number>>): Read<number> {
  const name = text.toLowerCase();
  if (names && Object.hasOwn(names, name)) return names[name] ?? 0;
  const fault = !/^[-+]?\d+$/.test(text) ? 'invalid syntax' : text.length > 18 ? 'value out of range' : undefined;
  if (fault) return { problem: `failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: ${fault}` };
  const value = Number(text);
  return value < 0 ? { problem: `negative number (${value}) not allowed: ${text}` } : value;
}
