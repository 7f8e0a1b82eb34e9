import { parseTimestamp } from '../../timestamp.ts';

/**
 * How long something took, as tables show it: the further back, the coarser.
 * @param ms - milliseconds; up to 2 s in the future count as now
 * @example humanDuration(119_000) → "119s" · humanDuration(150_000) → "2m30s" · humanDuration(9_000_000) → "150m"
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/duration/duration.go HumanDuration
 */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return two(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (days < 8) return two(days, 'd', hours % 24, 'h');
  if (days < 2 * 365) return `${days}d`;
  const years = Math.floor(days / 365);
  return years < 8 ? two(years, 'y', days % 365, 'd') : `${years}y`;
}

function two(large: number, unit: string, small: number, smaller: string): string {
  return small === 0 ? `${large}${unit}` : `${large}${unit}${small}${smaller}`;
}

/**
 * Time since a timestamp.
 * @param now - milliseconds since 1970
 */
export function ageOf(timestamp: string | null | undefined, now: number): string {
  const at = timestamp ? parseTimestamp(timestamp) : undefined;
  return at === undefined ? '<unknown>' : humanDuration(now - at);
}
