import type { Refusal } from './framework.ts';

/** Why a pod fits nowhere. */
export interface Diagnosis {
  readonly allNodes: number;
  readonly refusals: ReadonlyMap<string, Refusal>;
  /** What counts for the nodes that are not among `refusals`. */
  readonly others: Refusal | undefined;
  /** Set where PreFilter refused: it then stands for the nodes' own reasons. */
  readonly preFilterMessage?: string;
  readonly postFilterMessage?: string;
}

/**
 * The sentence of the condition and the event: reasons with the number of nodes each, sorted as texts.
 * @example "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable."
 * @source kubernetes/kubernetes pkg/scheduler/framework/types.go FitError.Error; recorded: fit/mixed-reasons
 */
export function fitErrorMessage({
  allNodes,
  refusals,
  others,
  preFilterMessage,
  postFilterMessage,
}: Diagnosis): string {
  let message = `0/${allNodes} nodes are available:`;
  if (preFilterMessage) message += ` ${preFilterMessage}.`;
  else {
    const counts = new Map<string, number>();
    const count = (reason: string, nodes: number): void => void counts.set(reason, (counts.get(reason) ?? 0) + nodes);
    for (const { reasons } of refusals.values()) for (const reason of reasons) count(reason, 1);
    const unnamed = allNodes - refusals.size;
    if (unnamed > 0) for (const reason of others?.reasons ?? []) count(reason, unnamed);
    const parts = [...counts].map(([reason, nodes]) => `${nodes} ${reason}`).sort(byText);
    if (parts.length > 0) message += ` ${parts.join(', ')}.`;
  }
  return postFilterMessage ? `${message} ${postFilterMessage}` : message;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
