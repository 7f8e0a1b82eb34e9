import type { Node, NodeSelectorTerm, PodSpec } from '../api/schema/kinds.ts';
import { matchesRequirement, matchesRequirements } from '../selector.ts';

/**
 * A term without expressions and fields matches no node. The one field there is, is metadata.name.
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go
 */
export function matchesNodeTerm({ matchExpressions, matchFields }: NodeSelectorTerm, node: Node): boolean {
  if (!matchExpressions?.length && !matchFields?.length) return false;
  const fields = { 'metadata.name': node.metadata.name };
  return (
    matchesRequirements(matchExpressions ?? [], node.metadata.labels) &&
    (matchFields ?? []).every((requirement) => matchesRequirement(requirement, fields))
  );
}

/** Whether a node has what a pod requires of it: all of nodeSelector, and one of the required node affinity's terms. */
export function hasRequiredNodeAffinity(spec: PodSpec, node: Node): boolean {
  const { labels } = node.metadata;
  for (const key in spec.nodeSelector) if (labels?.[key] !== spec.nodeSelector[key]) return false;
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return !terms || terms.some((term) => matchesNodeTerm(term, node));
}
