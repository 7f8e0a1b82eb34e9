import type { Command, CommandContext } from '../command.ts';
import { isFailure, plainFailure, usageFailure, type Failure } from '../failure.ts';
import { findPod } from './exec.ts';

// Commands that reach into a Pod in ways that are not simulated: they refuse what kubectl refuses, and then say so.

/** @param instead - what comes nearest */
const reaching = (instead: string, check: (context: CommandContext) => Failure | undefined): Command =>
  function* (context) {
    const name = context.line.command.join(' ');
    const failed = check(context) ?? plainFailure(`"kubectl ${name}" is not simulated here: ${instead}`);
    context.err(failed.failure);
    return failed.exit;
  };

const podProblem = (context: CommandContext, target: string): Failure | undefined => {
  const pod = findPod(context, target);
  return isFailure(pod) ? pod : undefined;
};

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/portforward/portforward.go */
export const portForward = reaching(
  '"kubectl exec POD -- wget -qO- localhost:PORT" asks from inside the Pod',
  (context) => {
    const [target, ...ports] = context.line.args;
    if (target === undefined || ports.length === 0)
      return usageFailure('port-forward', 'TYPE/NAME and list of ports are required for port-forward');
    const pod = findPod(context, target);
    if (isFailure(pod)) return pod;
    const named = ports.map((port) => port.split(':').at(-1) ?? '').find((port) => !/^\d+$/.test(port));
    const known = pod.spec.containers.flatMap((container) => container.ports ?? []).map((port) => port.name);
    return named === undefined || known.includes(named)
      ? undefined
      : plainFailure(`Pod '${pod.metadata.name}' does not have a named port '${named}'`);
  },
);

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/cp/cp.go */
export const copy = reaching('"kubectl exec POD -- cat FILE" shows a file', (context) => {
  const { args } = context.line;
  if (args.length !== 2) return plainFailure('source and destination are required');
  const specs = args.map((arg) => /^(?:([^/:]+)\/)?([^/:]+):(.*)$/s.exec(arg));
  if (args.some((arg) => arg.startsWith(':')))
    return plainFailure('filespec must match the canonical format: [[namespace/]pod:]file/path');
  const remote = specs.filter((spec) => spec !== null);
  if (remote.length > 1) return plainFailure('one of src or dest must be a local file specification');
  if (args.includes('') || remote.some((spec) => spec[3] === '')) return plainFailure('filepath can not be empty');
  const pod = remote[0]?.[2];
  if (pod === undefined) return plainFailure('one of src or dest must be a remote file specification');
  return podProblem(context, pod);
});
