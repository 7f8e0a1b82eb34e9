/**
 * A span as Go's time.Duration prints it.
 * @param ms - whole milliseconds, ≥ 0
 * @example goDuration(4000) → "4s" · goDuration(300_000) → "5m0s" · goDuration(1500) → "1.5s"
 */
export function goDuration(ms: number): string {
  if (ms < 1000) return ms === 0 ? '0s' : `${ms}ms`;
  const seconds = (ms % 60_000) / 1000;
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 0) return `${seconds}s`;
  return minutes < 60 ? `${minutes}m${seconds}s` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}s`;
}
