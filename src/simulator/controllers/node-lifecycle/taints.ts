import type { Node, Taint } from '../../api/schema/kinds.ts';

const NOT_READY = 'node.kubernetes.io/not-ready';
const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/** By condition and its status. @source kubernetes/kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go nodeConditionToTaintKeyStatusMap */
const KEYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: NOT_READY, Unknown: UNREACHABLE },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
};
const MANAGED: ReadonlySet<string> = new Set([UNSCHEDULABLE, ...Object.values(KEYS).flatMap(Object.values)]);

const NONE: readonly Taint[] = [];
export const taintsOf = ({ spec }: Node): readonly Taint[] => spec?.taints ?? NONE;

/** The status of the node's Ready condition; undefined where a kubelet never said anything. */
export const readiness = ({ status }: Node): string | undefined =>
  status.conditions?.find(({ type }) => type === 'Ready')?.status;

/**
 * The node's taints with those NoSchedule ones that its conditions and `unschedulable` ask for.
 * @returns the list itself where nothing changes
 * @source kubernetes/kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go doNoScheduleTaintingPass
 */
export function withNoScheduleTaints(node: Node, now: string): readonly Taint[] {
  const wanted = (node.status.conditions ?? []).flatMap(({ type, status: is }) => {
    const key = KEYS[type]?.[is];
    return key ? [key] : [];
  });
  if (node.spec?.unschedulable) wanted.push(UNSCHEDULABLE);
  const before = taintsOf(node);
  const has = (key: string): boolean => before.some((taint) => isTaint(taint, key, 'NoSchedule'));
  const added = wanted.filter((key) => !has(key));
  const kept = before.filter(({ key, effect }) => effect !== 'NoSchedule' || !MANAGED.has(key) || wanted.includes(key));
  if (added.length === 0 && kept.length === before.length) return before;
  return [...kept, ...added.map((key): Taint => ({ key, effect: 'NoSchedule', timeAdded: now }))];
}

/**
 * The node's taints with that NoExecute one that its readiness asks for, and without its opposite.
 * @returns the list itself where nothing changes
 * @source the same file, doNoExecuteTaintingPass, markNodeAsReachable
 */
export function withNoExecuteTaint(node: Node, now: string): readonly Taint[] {
  const is = readiness(node);
  const wanted = is === 'False' ? NOT_READY : is === 'Unknown' ? UNREACHABLE : undefined;
  const rest = withoutNoExecuteTaints(node, wanted);
  if (!wanted || rest.some((taint) => isTaint(taint, wanted, 'NoExecute'))) return rest;
  return [...rest, { key: wanted, effect: 'NoExecute', timeAdded: now }];
}

/** @param except - the key of one that stays */
export function withoutNoExecuteTaints(node: Node, except?: string): readonly Taint[] {
  const before = taintsOf(node);
  const kept = before.filter((taint) => taint.key === except || !isReadinessTaint(taint));
  return kept.length === before.length ? before : kept;
}

export const hasReadinessTaint = (node: Node): boolean => taintsOf(node).some(isReadinessTaint);

const isReadinessTaint = (taint: Taint): boolean =>
  isTaint(taint, NOT_READY, 'NoExecute') || isTaint(taint, UNREACHABLE, 'NoExecute');

const isTaint = (taint: Taint, key: string, effect: string): boolean => taint.key === key && taint.effect === effect;
