import type { NodeSelectorTerm, PreferredSchedulingTerm } from '../../api/schema/kinds.ts';
import { nodeNoLongerRefused } from '../cluster-event.ts';
import { normaliseUp, pass, unresolvable, type FilterPlugin, type ScorePlugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import { hasRequiredNodeAffinity, matchesNodeTerm } from '../node-selector.ts';

/**
 * nodeSelector and required node affinity must match; the weights of the preferred terms that match add up.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go; recorded: node-affinity/*
 */
export const nodeAffinity: FilterPlugin & ScorePlugin = {
  name: 'NodeAffinity',
  weight: 2,
  preFilter({ pod: { spec } }) {
    const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    if (!spec.nodeSelector && !required) return 'skip';
    const names = required ? namedNodes(required.nodeSelectorTerms) : undefined;
    if (names?.size === 0) return unresolvable('pod affinity terms conflict');
    return {
      filter: ({ node }) =>
        hasRequiredNodeAffinity(spec, node) ? pass : unresolvable("node(s) didn't match Pod's node affinity/selector"),
      ...(names ? { nodeNames: names } : {}),
    };
  },
  preScore({ pod: { spec } }) {
    const preferred = spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
    return preferred?.length ? { score: (node) => weightOf(preferred, node), normalise: normaliseUp } : 'skip';
  },
  mayHelp: ({ pod }, event) => nodeNoLongerRefused(event, (node) => !hasRequiredNodeAffinity(pod.spec, node)),
};

/** The nodes that the terms name by metadata.name; undefined where some term may match others too. */
function namedNodes(terms: readonly NodeSelectorTerm[]): ReadonlySet<string> | undefined {
  if (terms.length === 0) return undefined;
  const names = new Set<string>();
  for (const { matchFields } of terms) {
    let ofTerm: readonly string[] | undefined;
    for (const { key, operator, values } of matchFields ?? []) {
      if (key !== 'metadata.name' || operator !== 'In') continue;
      const named = values ?? [];
      ofTerm = ofTerm ? ofTerm.filter((name) => named.includes(name)) : named;
    }
    if (!ofTerm) return undefined;
    for (const name of ofTerm) names.add(name);
  }
  return names;
}

function weightOf(preferred: readonly PreferredSchedulingTerm[], { node }: NodeInfo): number {
  let sum = 0;
  for (const { weight, preference } of preferred) if (matchesNodeTerm(preference, node)) sum += weight;
  return sum;
}
