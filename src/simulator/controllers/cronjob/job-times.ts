import type { Millis } from '../../clock.ts';
import type { ZoneOffset } from '../../cron/time-zone.ts';
import { rfc3339 } from '../../timestamp.ts';

const MINUTE: Millis = 60_000;
const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * RFC 3339 with the zone's offset.
 * @param at - milliseconds since 1970
 * @example localTime(0, () => 9 * 3_600_000) → "1970-01-01T09:00:00+09:00" · localTime(0, undefined) → "1970-01-01T00:00:00Z"
 */
export function localTime(at: Millis, zone: ZoneOffset | undefined): string {
  const offset = zone?.(at) ?? 0;
  if (offset === 0) return rfc3339(at);
  const minutes = Math.abs(offset) / MINUTE;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  return `${rfc3339(at + offset).slice(0, -1)}${sign}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** Go's time.RFC1123Z in UTC. @example rfc1123(0) → "Thu, 01 Jan 1970 00:00:00 +0000" */
export function rfc1123(at: Millis): string {
  const [date = '', time = ''] = rfc3339(at).slice(0, -1).split('T');
  const [year, month, day] = date.split('-');
  const weekday = DAYS[Math.floor(at / (1440 * MINUTE)) % 7] ?? '';
  return `${weekday}, ${day ?? ''} ${MONTHS[Number(month) - 1] ?? ''} ${year ?? ''} ${time} +0000`;
}
