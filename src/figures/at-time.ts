/** A picture at one moment: what holds then. */
import type { Seconds } from '../simulator/index.ts';
import type { ContainerLane, ContainerLook, NodePicture, Picture, PodPicture, Span } from './picture.ts';

export const spanAt = <Look extends string>(spans: readonly Span<Look>[], at: Seconds): Span<Look> | undefined =>
  spans.findLast(({ from }) => from <= at + 1e-6);

/** Pods that are there, in the order in which they came. */
export const podsAt = ({ pods }: Picture, at: Seconds): readonly PodPicture[] =>
  pods.filter(({ created, deleted }) => created <= at && (deleted === undefined || at < deleted));

/** Nodes that are there, in the order in which they came, as they then are. */
export function nodesAt({ nodes }: Picture, at: Seconds): readonly NodePicture[] {
  const now = new Map<string, NodePicture>();
  for (const node of nodes) if (node.from <= at) now.set(node.name, node);
  return [...now.values()].filter(({ to }) => to === undefined || at < to);
}

export const nodeOf = ({ node, bound }: PodPicture, at: Seconds): string | undefined =>
  bound !== undefined && bound <= at ? node : undefined;

export const lookAt = ({ spans }: ContainerLane, at: Seconds): ContainerLook => spanAt(spans, at)?.look ?? 'waiting';

export const restartsAt = ({ restarts }: ContainerLane, at: Seconds): number => restarts.filter((t) => t <= at).length;

/** As kubectl's READY column: containers that are ready, of the app and sidecar ones. */
export function readyAt({ containers }: PodPicture, at: Seconds): { readonly ready: number; readonly of: number } {
  const counted = containers.filter(({ role }) => role !== 'init');
  return { ready: counted.filter((lane) => lookAt(lane, at) === 'ready').length, of: counted.length };
}
