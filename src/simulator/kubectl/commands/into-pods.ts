import { goQuote } from '../../go-quote.ts';
import type { Command, CommandContext } from '../command.ts';
import { ended, isFailure, plainFailure, usageFailure, type Failure } from '../failure.ts';
import { findPod } from './exec.ts';

// Commands that reach into a Pod in ways that are not simulated: they refuse what kubectl refuses, and then say so.

/** @param instead - what comes nearest */
const reaching = (instead: string, check: (context: CommandContext) => Failure | undefined): Command =>
  function* (context) {
    const name = context.line.command.join(' ');
    return ended(context, check(context) ?? plainFailure(`"kubectl ${name}" is not simulated here: ${instead}`));
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
    if (named !== undefined && !known.includes(named))
      return plainFailure(`Pod '${pod.metadata.name}' does not have a named port '${named}'`);
    if (pod.status.phase !== 'Running')
      return plainFailure(`unable to forward port because pod is not running. Current status=${pod.status.phase}`);
    const problem = ports.map(portProblem).find((text) => text !== undefined);
    return problem === undefined ? undefined : plainFailure(problem);
  },
);

const PORTS = 65_536;

/** @source kubernetes/kubernetes staging/src/k8s.io/client-go/tools/portforward/portforward.go parsePorts */
function portProblem(port: string): string | undefined {
  const parts = port.split(':');
  if (parts.length > 2) return `invalid port format '${port}'`;
  const remote = parts.at(-1) ?? '';
  const local = parts.length > 1 ? parts[0] || '0' : remote;
  for (const [which, text] of Object.entries({ local, remote })) {
    const isNumber = /^\d+$/.test(text);
    // What is no number there names one of the Pod's ports.
    if (isNumber ? Number(text) < PORTS : text === remote) continue;
    const why = isNumber ? 'value out of range' : 'invalid syntax';
    return `error parsing ${which} port '${text}': strconv.ParseUint: parsing ${goQuote(text)}: ${why}`;
  }
  return Number(remote) === 0 ? 'remote port must be > 0' : undefined;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/cp/cp.go */
export const copy = reaching('"kubectl exec POD -- cat FILE" shows a file', (context) => {
  const { args } = context.line;
  if (args.length !== 2) return plainFailure('source and destination are required');
  if (args.some((arg) => /^:|^[^:]*\/[^:]*\/[^:]*:/.test(arg)))
    return plainFailure('filespec must match the canonical format: [[namespace/]pod:]file/path');
  const [source, target] = args.map((arg) => /^(?:[^/:]+\/)?([^/:]+):(.*)$/s.exec(arg));
  if (source && target) return plainFailure('one of src or dest must be a local file specification');
  if (args.includes('') || source?.[2] === '' || target?.[2] === '') return plainFailure('filepath can not be empty');
  // This terminal keeps no files.
  if (target) return plainFailure(`${args[0] ?? ''} doesn't exist in local filesystem`);
  if (!source) return plainFailure('one of src or dest must be a remote file specification');
  return podProblem(context, source[1] ?? '');
});
