import type { Clock } from '../clock.ts';
import { microTimestamp } from '../timestamp.ts';

/**
 * A line of kubectl's own log. The process that wrote it always has the number 1 here.
 * @example klogLine(clock, 'E', 'run.go:72', '"command failed"') → `E1121 09:12:26.571000       1 run.go:72] "command failed"`
 * @source k8s.io/klog/v2 klog.go
 */
export function klogLine(clock: Clock, level: 'E' | 'W' | 'F', where: string, text: string): string {
  const at = microTimestamp(clock);
  return `${level}${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 26)} ${'1'.padStart(7)} ${where}] ${text}\n`;
}
