import type { Clock, Millis } from './clock.ts';

/** metav1.Time: RFC 3339 in UTC, whole seconds. @example timestamp(clock, 1500) → "2026-01-01T00:00:01Z" */
export const timestamp = (clock: Clock, t: Millis = clock.now): string => `${civil(clock.epoch + t)}Z`;

/** metav1.MicroTime: as `timestamp`, with six decimals. */
export const microTimestamp = (clock: Clock, t: Millis = clock.now): string =>
  `${civil(clock.epoch + t)}.${String((((clock.epoch + t) % 1000) + 1000) % 1000).padStart(3, '0')}000Z`;

/** The time so many milliseconds after 1970, as `timestamp` and `microTimestamp` write it. */
export const rfc3339 = (ms: number): string => `${civil(ms)}Z`;
export const rfc3339Micro = (ms: number): string =>
  `${civil(ms)}.${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}000Z`;

/** Milliseconds since 1970 of an RFC 3339 text; undefined where it is none. */
export function parseTimestamp(text: string): number | undefined {
  const m = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(text);
  if (!m) return undefined;
  const [y, mo, d, h, mi, s] = m.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const offset = m[8] ? (m[8] === '-' ? -1 : 1) * (Number(m[9]) * 60 + Number(m[10])) : 0;
  const fraction = m[7] ? Math.floor(Number(`0.${m[7]}`) * 1000) : 0;
  return ((daysFromCivil(y, mo, d) * 24 + h) * 60 + mi - offset) * 60_000 + s * 1000 + fraction;
}

/** The second that was written last: most moments are asked for more than once. */
let written = { seconds: NaN, text: '' };

function civil(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds !== written.seconds) written = { seconds, text: civilSeconds(seconds) };
  return written.text;
}

function civilSeconds(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const rest = seconds - days * 86_400;
  const [y, m, d] = civilFromDays(days);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}T${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}`;
}

// Days to dates and back in the proleptic Gregorian calendar: the algorithms of H. Hinnant, "chrono-compatible low-level date algorithms".
function civilFromDays(days: number): [number, number, number] {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const m = mp < 10 ? mp + 3 : mp - 9;
  return [yoe + era * 400 + (m <= 2 ? 1 : 0), m, doy - Math.floor((153 * mp + 2) / 5) + 1];
}

function daysFromCivil(year: number, m: number, d: number): number {
  const y = m <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
  return era * 146_097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719_468;
}
