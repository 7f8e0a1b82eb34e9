import type { Problem } from '../../src/sandbox/protocol.ts';
import { locateNotes, locateProblems, type Cluster } from '../../src/simulator/index.ts';
import type { Facts, Finding } from './facts.ts';
import type { Test } from './grader.ts';

export interface Applied {
  /** What the check `applies` finds where something was not accepted. Facts: {message} {line} {path} {raw} {code}. */
  readonly refused: Finding | undefined;
  readonly problems: readonly Problem[];
  /** What kubectl printed. */
  readonly said: string;
}

/** Hands a manifest in as `kubectl apply -f -` does. */
export function apply(cluster: Cluster, yaml: string): Applied {
  const { exit, stdout, stderr, codes } = cluster.kubectl('kubectl apply -f -', yaml);
  const problems = locateProblems(yaml, stderr, codes);
  const said = `${stderr}${stdout}`.trim();
  if (exit === 0) return { refused: undefined, problems, said };
  const first = problems.find((p) => p.severity === 'error');
  return { refused: { holds: false, facts: problemFacts(first, stderr, yaml) }, problems, said };
}

/** The documents of a file, each by itself. */
export const documentsOf = (yaml: string): string[] => yaml.split(/^---[^\n]*\n/m).filter((text) => text.trim() !== '');

/** What feedback can say of a problem: {message} {line} {path}, {raw}: what is written there, and {code}: how it is explained. */
function problemFacts(problem: Problem | undefined, stderr: string, yaml: string): Facts {
  const { message = stderr, line = 1, path = '', column = 1, endColumn = column, code } = problem ?? {};
  const raw = (yaml.split('\n')[line - 1] ?? '').slice(column - 1, endColumn - 1);
  return { message, line, path, raw, ...(code === undefined ? {} : { code }) };
}

/** The API server took the manifest without a warning. Facts: {message} {path} {line} of the first. */
export const noWarnings: Test = ({ applied }) => {
  const warning = applied.flatMap(({ problems }) => problems).find(({ severity }) => severity === 'warning');
  return {
    holds: warning === undefined,
    facts: { message: warning?.message ?? '–', path: warning?.path ?? '–', line: warning?.line ?? 1 },
  };
};

/** What the shown cluster said, and, once it has taken the manifest, what it will not act on. */
export const told = ({ refused, problems }: Applied, yaml: string): Problem[] =>
  refused ? [...problems] : [...problems, ...locateNotes(yaml)];
