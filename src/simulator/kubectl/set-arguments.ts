import { plainFailure, type Failure } from './failure.ts';

/** Words that name resources, and behind them words that set something: "app=nginx:1.28", "MODE=x", "MODE-". */
export interface SetArguments {
  readonly resources: readonly string[];
  readonly pairs: readonly string[];
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/set_image.go getResourcesAndImages, env.go SplitEnvironmentFromResources */
export function splitArguments(
  args: readonly string[],
  isPair: (arg: string) => boolean,
  what: string,
): SetArguments | Failure {
  const first = args.findIndex(isPair);
  if (first < 0) return { resources: args, pairs: [] };
  const pairs = args.slice(first);
  const stray = pairs.find((arg) => !isPair(arg));
  return stray === undefined
    ? { resources: args.slice(0, first), pairs }
    : plainFailure(`all resources must be specified before ${what} changes: ${stray}`);
}
