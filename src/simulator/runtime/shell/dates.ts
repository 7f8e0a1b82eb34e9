/** Calendar arithmetic in UTC without the engine's own (milliseconds since 1970). */
export interface CalendarTime {
  readonly year: number;
  /** 1 … 12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1 … 366 */
  readonly dayOfYear: number;
}

const DAY = 86_400_000;
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const LONG_WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Days since 1970-01-01. @source Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, days_from_civil */
export function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

export const toMillis = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number =>
  daysSince1970(year, month, day) * DAY + ((hour * 60 + minute) * 60 + second) * 1000;

export function calendar(millis: number): CalendarTime {
  const days = Math.floor(millis / DAY);
  const seconds = Math.floor((millis - days * DAY) / 1000);
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {
    year,
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    dayOfYear: days - daysSince1970(year, 1, 1) + 1,
  };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Bytes that its buffer takes; what does not fit, and all after it, is left out. @source busybox 1.35 include/libbb.h COMMON_BUFSIZE */
const LONGEST = 1023;

/** strftime(3) in UTC. */
export function formatDate(format: string, millis: number): string {
  const t = calendar(millis);
  let result = '';
  for (let i = 0; i < format.length;) {
    const { length, text } = piece(format, i, t, millis);
    if (result.length + text.length > LONGEST) break;
    result += text;
    i += length;
  }
  return result;
}

/** What stands at a place of a format, and the length of its text there. */
function piece(format: string, at: number, t: CalendarTime, millis: number): { length: number; text: string } {
  const c = format.charAt(at);
  if (c !== '%' || at + 1 === format.length) return { length: 1, text: c };
  const [directive = '', flag, width = ''] = /^%([-_0^]?)(\d*)./.exec(format.slice(at, at + 8)) ?? [];
  const text = conversion(directive.slice(-1), t, millis);
  if (text === undefined) return { length: 1, text: c };
  const { length } = directive;
  if (flag === '^') return { length, text: text.toUpperCase() };
  const bare = flag === '' && width === '' ? text : text.replace(/^[0 ]+(?=.)/, '');
  const wide = width !== '' ? Number(width) : flag === '-' ? 0 : text.length;
  return { length, text: bare.padStart(wide, flag === '_' ? ' ' : '0') };
}

function conversion(letter: string, t: CalendarTime, millis: number): string | undefined {
  switch (letter) {
    case 'Y':
      return String(t.year);
    case 'C':
      return two(Math.floor(t.year / 100));
    case 'y':
      return two(t.year % 100);
    case 'm':
      return two(t.month);
    case 'd':
      return two(t.day);
    case 'e':
      return String(t.day).padStart(2);
    case 'H':
      return two(t.hour);
    case 'k':
      return String(t.hour).padStart(2);
    case 'I':
      return two(t.hour % 12 || 12);
    case 'l':
      return String(t.hour % 12 || 12).padStart(2);
    case 'M':
      return two(t.minute);
    case 'S':
      return two(t.second);
    case 'p':
      return t.hour < 12 ? 'AM' : 'PM';
    case 'P':
      return t.hour < 12 ? 'am' : 'pm';
    case 'j':
      return String(t.dayOfYear).padStart(3, '0');
    case 'a':
      return WEEKDAYS[t.weekday];
    case 'A':
      return LONG_WEEKDAYS[t.weekday];
    case 'b':
    case 'h':
      return MONTHS[t.month - 1];
    case 'B':
      return LONG_MONTHS[t.month - 1];
    case 'u':
      return String(t.weekday || 7);
    case 'w':
      return String(t.weekday);
    case 'V':
    case 'U':
    case 'W':
      return two(
        letter === 'V'
          ? isoWeek(millis)
          : Math.floor((t.dayOfYear + 6 - (letter === 'U' ? t.weekday : (t.weekday + 6) % 7)) / 7),
      );
    case 'G':
    case 'g': {
      const { year } = calendar(millis + (3 - ((t.weekday + 6) % 7)) * DAY);
      return letter === 'G' ? String(year) : two(year % 100);
    }
    case 's':
      return String(Math.floor(millis / 1000));
    case 'Z':
      return 'UTC';
    case 'z':
      return '+0000';
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '%':
      return '%';
    case 'T':
    case 'X':
      return formatDate('%H:%M:%S', millis);
    case 'R':
      return formatDate('%H:%M', millis);
    case 'r':
      return formatDate('%I:%M:%S %p', millis);
    case 'D':
    case 'x':
      return formatDate('%m/%d/%y', millis);
    case 'F':
      return formatDate('%Y-%m-%d', millis);
    case 'c':
      return formatDate('%a %b %e %H:%M:%S %Y', millis);
    default:
      return undefined;
  }
}

function isoWeek(millis: number): number {
  const thursday = millis + (3 - ((calendar(millis).weekday + 6) % 7)) * DAY;
  return Math.floor((calendar(thursday).dayOfYear - 1) / 7) + 1;
}
