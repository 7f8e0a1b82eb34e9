/**
 * The command that shows what `kubectl edit` would open.
 * @example getOf('kubectl edit pod web -n shop') → 'kubectl get pod web -n shop -o yaml'; undefined for any other line
 */
export function getOf(line: string): string | undefined {
  const match = /^\s*((?:kubectl|k)\s+)?edit\s+([^|<>]+)$/.exec(line);
  if (!match) return undefined;
  const args = match[2]!.trim().split(/\s+/);
  const kept = args.filter((arg, i) => !/^(-o|--output)/.test(arg) && !/^(-o|--output)$/.test(args[i - 1] ?? ''));
  return kept.some((arg) => !arg.startsWith('-')) ? `kubectl get ${kept.join(' ')} -o yaml` : undefined;
}
