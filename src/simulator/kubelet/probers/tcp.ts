import type { Container, TCPSocketAction } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import type { Network } from '../../runtime/network.ts';
import { portNumber, unknownHost, type Look } from './http.ts';

/** A connection is all it asks for. @source kubernetes/kubernetes pkg/probe/tcp/tcp.go DoTCPProbe; recorded: tcp/* */
export function tcpLook(
  network: Pick<Network, 'connect' | 'resolve'>,
  action: TCPSocketAction,
  container: Container,
  podIp: string,
  timeout: Millis,
): Look {
  const port = portNumber(action.port, container);
  if (typeof port === 'string') return { result: 'unknown', output: port, took: 0 };
  const host = action.host || podIp;
  if (!network.resolve(host)) return { result: 'failure', output: unknownHost(host), took: 0 };
  const reached = network.connect(host, port);
  if (reached.connected) {
    reached.server.accepted?.();
    return { result: 'success', output: '', took: 0, server: reached.server };
  }
  if (reached.why === 'timeout')
    return { result: 'failure', output: `dial tcp ${host}:${port}: i/o timeout`, took: timeout };
  const why = reached.why === 'refused' ? 'connection refused' : 'no route to host';
  return { result: 'failure', output: `dial tcp ${host}:${port}: connect: ${why}`, took: 0 };
}
