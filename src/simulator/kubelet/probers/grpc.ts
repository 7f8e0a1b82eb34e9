import type { GRPCAction } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { goQuote } from '../../go-quote.ts';
import type { Network } from '../../runtime/network.ts';
import type { Look } from './http.ts';

/**
 * Asks grpc.health.v1 for a service: SERVING is success.
 * @source kubernetes/kubernetes pkg/probe/grpc/grpc.go Probe
 */
export function grpcLook(network: Pick<Network, 'connect'>, action: GRPCAction, podIp: string, timeout: Millis): Look {
  const address = `${podIp}:${action.port}`;
  const seconds = timeout / 1000;
  const noConnection = `timeout: failed to connect service ${goQuote(address)} within ${seconds}s: context deadline exceeded`;
  const reached = network.connect(podIp, action.port);
  if (!reached.connected) return { result: 'failure', output: noConnection, took: timeout };
  const { server } = reached;
  if (!server.grpcHealth) return { result: 'failure', output: noConnection, took: timeout, server };
  const answer = server.grpcHealth(action.service ?? '');
  if (answer === 'hang' || answer.after > timeout)
    return {
      result: 'failure',
      output: `timeout: health rpc did not complete within ${seconds}s`,
      took: timeout,
      server,
    };
  if (answer.status === 'SERVICE_UNKNOWN')
    return {
      result: 'failure',
      output: 'error: health rpc probe failed: rpc error: code = NotFound desc = unknown service',
      took: answer.after,
      server,
    };
  if (answer.status === 'SERVING') return { result: 'success', output: 'service healthy', took: answer.after, server };
  return {
    result: 'failure',
    output: `service unhealthy (responded with ${goQuote(answer.status)})`,
    took: answer.after,
    server,
  };
}
