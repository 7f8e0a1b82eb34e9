import type { Pod, PodFailurePolicy, PodFailurePolicyRule } from '../../api/schema/kinds.ts';

/** What a failed Pod means for its Job. */
export type Verdict =
  | { readonly action: 'Count' }
  | { readonly action: 'Ignore' }
  | { readonly action: 'FailIndex' }
  | { readonly action: 'FailJob'; readonly message: string };

/**
 * The first rule that matches a failed Pod says what it means; none does: it counts towards the back-off limit.
 * @source kubernetes/kubernetes pkg/controller/job/pod_failure_policy.go matchPodFailurePolicy
 */
export function judgeFailure(policy: PodFailurePolicy | undefined, pod: Pod): Verdict {
  if (pod.status.phase !== 'Failed') return { action: 'Count' };
  for (const [i, rule] of (policy?.rules ?? []).entries()) {
    const why = rule.onExitCodes ? byExitCode(rule.onExitCodes, pod) : byCondition(rule.onPodConditions ?? [], pod);
    if (why === undefined) continue;
    if (rule.action === 'FailJob') return { action: 'FailJob', message: `${why} matching FailJob rule at index ${i}` };
    return { action: rule.action === 'Ignore' || rule.action === 'FailIndex' ? rule.action : 'Count' };
  }
  return { action: 'Count' };
}

const nameOf = ({ metadata }: Pod): string => `${metadata.namespace ?? ''}/${metadata.name}`;

function byExitCode(
  { containerName, operator, values }: NonNullable<PodFailurePolicyRule['onExitCodes']>,
  pod: Pod,
): string | undefined {
  for (const { name, state } of [
    ...(pod.status.containerStatuses ?? []),
    ...(pod.status.initContainerStatuses ?? []),
  ]) {
    const code = state?.terminated?.exitCode;
    if (!code || (containerName && containerName !== name)) continue;
    if (values.includes(code) === (operator === 'In'))
      return `Container ${name} for pod ${nameOf(pod)} failed with exit code ${code}`;
  }
  return undefined;
}

function byCondition(patterns: NonNullable<PodFailurePolicyRule['onPodConditions']>, pod: Pod): string | undefined {
  const found = pod.status.conditions?.find(({ type, status }) =>
    patterns.some((pattern) => pattern.type === type && (pattern.status ?? 'True') === status),
  );
  return found && `Pod ${nameOf(pod)} has condition ${found.type}`;
}
