import type { Pod } from '../../src/simulator/index.ts';
import type { Deed } from './actions.ts';

/** The TCP ports that a Pod's containers declare, or one of them does. */
export const declaredPorts = (pod: Pod | undefined, container?: string): number[] =>
  [...(pod?.spec.initContainers ?? []), ...(pod?.spec.containers ?? [])]
    .filter(({ name }) => container === undefined || name === container)
    .flatMap(({ ports }) => ports ?? [])
    .flatMap(({ containerPort, protocol = 'TCP' }) =>
      containerPort === undefined || protocol !== 'TCP' ? [] : [containerPort],
    );

/** Tries every declared port of a Pod; what it prints is those that accept a connection. @example "80 8080" */
export const listeners = (name: string, podName: string, namespace = 'default'): Deed => ({
  name,
  run(cluster, keep) {
    const pod = cluster.store.get('Pod', namespace, podName);
    const address = pod?.status.podIP ?? '';
    const open = declaredPorts(pod).filter(
      (port) => cluster.network.fromNode(pod?.spec.nodeName ?? '').connect(address, port).connected,
    );
    keep({ exit: 0, stdout: open.join(' '), stderr: '' });
  },
});

/** An HTTP GET from a node to the first port that a container declares; answered or given up within 2 s. */
export const getDeclared = (name: string, podName: string, container: string, namespace = 'default'): Deed => ({
  name,
  run(cluster, keep) {
    const pod = cluster.store.get('Pod', namespace, podName);
    const address = pod?.status.podIP;
    const [port] = declaredPorts(pod, container);
    if (!address || port === undefined) return keep({ failed: 'no-pod' });
    cluster.request({ address, port, path: '/', timeout: 2000 }, keep);
  },
});
