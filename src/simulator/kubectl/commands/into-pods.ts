import type { Command, CommandContext } from '../command.ts';
import { isFailure, plainFailure, usageFailure, type Failure } from '../failure.ts';
import { findPod } from './exec.ts';

// Commands that reach into a Pod in ways that are not simulated: they refuse what kubectl refuses, and then say so.

const reaching = (check: (context: CommandContext) => Failure | undefined): Command =>
  function* (context) {
    const failed = check(context) ?? plainFailure(`"kubectl ${context.line.command.join(' ')}" is not simulated here`);
    context.err(failed.failure);
    return failed.exit;
  };

const podProblem = (context: CommandContext, target: string): Failure | undefined => {
  const pod = findPod(context, target);
  return isFailure(pod) ? pod : undefined;
};

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/portforward/portforward.go */
export const portForward = reaching((context) => {
  const [target, ...ports] = context.line.args;
  if (target === undefined || ports.length === 0)
    return usageFailure('port-forward', 'TYPE/NAME and list of ports are required for port-forward');
  return podProblem(context, target);
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/cp/cp.go */
export const copy = reaching((context) => {
  const { args } = context.line;
  if (args.length !== 2) return plainFailure('source and destination are required');
  const remote = args.map((arg) => /^(?:([^/:]+)\/)?([^/:]+):/.exec(arg)?.[2]);
  const [pod] = remote.filter((name) => name !== undefined);
  if (pod === undefined) return plainFailure('one of src or dest must be a remote file specification');
  return podProblem(context, pod);
});
