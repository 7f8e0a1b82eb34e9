import { baselineChecks } from './baseline.ts';
import type { Check, Checked, Violation } from './check.ts';
import type { LevelVersion } from './policy.ts';
import { restrictedChecks } from './restricted.ts';

/** The newest minor version at which a check changed: later versions are this one. */
const NEWEST = 35;

/**
 * What a pod does that a level of a version forbids: the baseline first, then what the restricted level adds.
 * @source kubernetes/kubernetes staging/src/k8s.io/pod-security-admission/policy/registry.go EvaluatePod
 */
export function violations({ level, version }: LevelVersion, pod: Checked): readonly Violation[] {
  if (level === 'privileged') return [];
  const minor = version === 'latest' ? NEWEST : Math.min(version, NEWEST);
  const isThere = ({ since }: Check): boolean => since <= minor;
  const stricter = level === 'restricted' ? restrictedChecks.filter(isThere) : [];
  const needless = new Set(stricter.flatMap(({ instead = [] }) => instead));
  const checks = [...baselineChecks.filter((check) => isThere(check) && !needless.has(check.id)), ...stricter];
  return checks.flatMap(({ find }) => find(pod, minor) ?? []);
}

/** @example details([{ reason: 'privileged', detail: 'container "a" …' }]) → 'privileged (container "a" …)' */
export const details = (found: readonly Violation[]): string =>
  found.map(({ reason, detail }) => `${reason} (${detail})`).join(', ');

export const reasons = (found: readonly Violation[]): string => found.map(({ reason }) => reason).join(', ');
