import type { Container, LifecycleHandler, Pod } from '../api/schema/kinds.ts';
import type { Clock, Millis } from '../clock.ts';
import { goQuote } from '../go-quote.ts';
import type { Random } from '../random.ts';
import type { Network } from '../runtime/network.ts';
import { sleep, type Task } from '../task.ts';
import type { ContainerRecord } from './container-record.ts';
import { execInContainer } from './exec.ts';
import { podText } from './pod-names.ts';
import { execStartError } from './probers/exec.ts';
import { brokenText, portNumber, unknownHost } from './probers/http.ts';

export interface HookPlace {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Pick<Network, 'connect' | 'resolve'>;
  readonly podIp: string;
  /** The node's, from which requests come. */
  readonly address: string;
}

/** How long an HTTP hook waits where nothing answers: as long as TCP does. */
const NO_ANSWER: Millis = 130_000;

/**
 * Runs a postStart or preStop hook to its end.
 * @returns what the kubelet says where it failed, or undefined
 * @source kubernetes/kubernetes pkg/kubelet/lifecycle/handlers.go Run; recorded: hook/*
 */
export function* runHook(
  { clock, random, network, podIp, address }: HookPlace,
  pod: Pod,
  container: Container,
  record: ContainerRecord,
  handler: LifecycleHandler,
): Task<string | undefined> {
  const where = `for Container ${goQuote(container.name)} in Pod ${goQuote(podText(pod))} failed - error:`;
  if (handler.exec) {
    const command = handler.exec.command ?? [];
    const result = yield* execInContainer(clock, record, command, 0);
    if (result.started && result.exit === 0) return undefined;
    const error = !result.started
      ? execStartError(random, result)
      : result.exit === 'timeout'
        ? 'timed out'
        : `command '${command.join(' ')}' exited with ${result.exit}: ${result.stderr}`;
    const output = result.started && result.exit !== 'timeout' ? result.stdout + result.stderr : '';
    return `Exec lifecycle hook ([${command.join(' ')}]) ${where} ${error}, message: ${goQuote(output)}`;
  }
  if (handler.sleep) {
    yield sleep(handler.sleep.seconds * 1000);
    return undefined;
  }
  if (handler.httpGet) {
    const { httpGet } = handler;
    const failed = (error: string): string => `HTTP lifecycle hook (${httpGet.path ?? ''}) ${where} ${error}`;
    const port = portNumber(httpGet.port, container);
    if (typeof port === 'string') return failed(port);
    const host = httpGet.host || podIp;
    const path = httpGet.path?.startsWith('/') ? httpGet.path : `/${httpGet.path ?? ''}`;
    const url = `${(httpGet.scheme ?? 'HTTP').toLowerCase()}://${host}:${port}${path}`;
    if (!network.resolve(host)) return failed(`Get ${goQuote(url)}: ${unknownHost(host)}`);
    const reached = network.connect(host, port);
    if (!reached.connected) {
      if (reached.why === 'timeout') yield sleep(NO_ANSWER);
      const why =
        reached.why === 'refused'
          ? 'connect: connection refused'
          : reached.why === 'timeout'
            ? 'i/o timeout'
            : 'connect: no route to host';
      return failed(`Get ${goQuote(url)}: dial tcp ${host}:${port}: ${why}`);
    }
    const headers: Record<string, string> = { 'User-Agent': 'kube-lifecycle/1.36', Accept: '*/*' };
    for (const { name, value } of httpGet.httpHeaders ?? []) headers[name] = value ?? '';
    const answer = reached.server.http?.({ method: 'GET', path, headers, body: '', from: address }) ?? 'reset';
    if (typeof answer === 'string' && answer !== 'hang') return failed(`Get ${goQuote(url)}: ${brokenText(answer)}`);
    yield sleep(answer === 'hang' ? NO_ANSWER : answer.after);
    return answer === 'hang' ? failed(`Get ${goQuote(url)}: i/o timeout`) : undefined;
  }
  const { port = 0, host = '' } = handler.tcpSocket ?? {}; // which validation takes, and no kubelet runs
  const asked = typeof port === 'number' ? `0 ${port} ` : `1 0 ${port}`;
  return `Cannot run handler: invalid handler: &LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:&TCPSocketAction{Port:{${asked}},Host:${host},},Sleep:nil,}`;
}
