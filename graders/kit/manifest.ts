import type { Problem } from '../../src/sandbox/protocol.ts';
import { locateNotes, locateProblems, type Cluster } from '../../src/simulator/index.ts';
import type { Finding } from './facts.ts';

export interface Applied {
  /** What the check `applies` finds where something was not accepted. Facts: {message} {line} {path}. */
  readonly refused: Finding | undefined;
  readonly problems: readonly Problem[];
}

/** Hands a manifest in as `kubectl apply -f -` does. */
export function apply(cluster: Cluster, yaml: string): Applied {
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', yaml);
  const problems = locateProblems(yaml, stderr);
  if (exit === 0) return { refused: undefined, problems };
  const first = problems.find((p) => p.severity === 'error');
  return {
    refused: {
      holds: false,
      facts: { message: first?.message ?? stderr, line: first?.line ?? 1, path: first?.path ?? '' },
    },
    problems,
  };
}

/** What the shown cluster said, and, once it has taken the manifest, what it will not act on. */
export const told = ({ refused, problems }: Applied, yaml: string): Problem[] =>
  refused ? [...problems] : [...problems, ...locateNotes(yaml)];
