import type { Completion } from '../sandbox/client.ts';

/**
 * A line after Tab: the only item, or as much as all items begin with.
 * @example completed('kubectl get po', { from: 12, items: [{ label: 'pods' }, { label: 'podtemplates' }] }) → 'kubectl get pod'
 */
export function completed(line: string, { from, items }: Completion): string {
  const [first, ...others] = items;
  if (!first) return line;
  if (others.length === 0) return line.slice(0, from) + (first.insert ?? first.label);
  let shared = first.label;
  for (const { label } of others) while (!label.startsWith(shared)) shared = shared.slice(0, -1);
  return shared.length > line.length - from ? line.slice(0, from) + shared : line;
}
