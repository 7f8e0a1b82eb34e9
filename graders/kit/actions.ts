import type { Cluster, CommandResult } from '../../src/simulator/index.ts';
import { millis, type Duration } from './duration.ts';
import type { Group } from './history-view.ts';
import { imageName } from './image-env.ts';
import { isReady } from './predicates.ts';

/** What came back: a status, or why none did. */
export interface HttpReply {
  readonly status?: number;
  readonly body?: string;
  readonly failed?: 'refused' | 'timeout' | 'no-route' | 'reset' | 'no-pod';
}

export interface Deed {
  /** Where the reply is kept for checks. */
  readonly name?: string;
  readonly run: (cluster: Cluster, keep: (reply: HttpReply | CommandResult) => void) => void;
}

/** Something that happens to the cluster at a time from apply. */
export interface Action {
  readonly after: number;
  readonly deed: Deed;
}

export const at = (time: Duration, deed: Deed): Action => ({ after: millis(time), deed });

/** An HTTP GET from a node to a Pod's own address; answered or given up within 2 s. @example get('on-9090', 'web', ':9090/') */
export function get(name: string, podName: string, target: string, namespace = 'default'): Deed {
  const { port, path } = readTarget(target);
  return {
    name,
    run(cluster, keep) {
      const pod = cluster.store.get('Pod', namespace, podName);
      const address = pod?.status.podIP;
      if (!address) return keep({ failed: 'no-pod' });
      cluster.request({ address, port, path, timeout: 2000 }, keep);
    },
  };
}

/** An HTTP GET to a Service's address, as `get`. @example getService('served', 'dash', ':80/') */
export function getService(name: string, service: string, target: string, namespace = 'default'): Deed {
  const { port, path } = readTarget(target);
  return {
    name,
    run(cluster, keep) {
      const address = cluster.store.get('Service', namespace, service)?.spec.clusterIP;
      if (!address) return keep({ failed: 'no-route' });
      cluster.request({ address, port, path, timeout: 2000 }, keep);
    },
  };
}

function readTarget(target: string): { readonly port: number; readonly path: string } {
  const m = /^:(\d+)(\/.*)$/.exec(target);
  if (!m) throw new Error(`a target is ":port/path", not ${target}`);
  return { port: Number(m[1]), path: m[2]! };
}

/**
 * Sets a knob in every running container of an image, whatever its tag; a container that is started later has its own.
 * @example setKnob('course/web', 'WEDGE_AT', '0')
 */
export const setKnob = (image: string, knob: string, value: string): Deed => ({
  run(cluster) {
    for (const { metadata, spec } of cluster.store.list('Pod'))
      for (const container of [...(spec.initContainers ?? []), ...spec.containers])
        if (imageName(container.image) === image)
          cluster
            .node(spec.nodeName ?? '')
            ?.setKnob({ ...metadata, namespace: metadata.namespace ?? '' }, container.name, knob, value);
  },
});

/**
 * Sets a knob in the containers of one Pod of a group, whichever of them listens to it, and of no other Pod.
 * @example setKnobOfOne(podsOfDeployment('web'), 'PAUSES', '60-95')
 */
export const setKnobOfOne = (group: Group, knob: string, value: string): Deed => ({
  run(cluster) {
    const first = cluster.store.list('Pod').find(group.like);
    if (!first) return;
    const { uid, name, namespace = '' } = first.metadata;
    const node = cluster.node(first.spec.nodeName ?? '');
    for (const container of first.spec.containers) node?.setKnob({ uid, name, namespace }, container.name, knob, value);
  },
});

/** Something happens to the node on which the first ready Pod of a group stands. @example toNodeOf(podsOfDeployment('web'), loseNode) */
export const toNodeOf = (group: Group, deed: (node: string) => Deed): Deed => ({
  run(cluster, keep) {
    const first = cluster.store.list('Pod').find((pod) => group.like(pod) && isReady(pod));
    if (first?.spec.nodeName) deed(first.spec.nodeName).run(cluster, keep);
  },
});

/** A second Pod like the first, on the same node. @example copyPod('web', 'web-copy') */
export const copyPod = (name: string, copy: string, namespace = 'default'): Deed => ({
  run(cluster) {
    const pod = cluster.store.get('Pod', namespace, name);
    if (!pod) return;
    const { apiVersion, kind, metadata, spec } = pod;
    const labels = metadata.labels ?? {};
    const again = { apiVersion, kind, metadata: { name: copy, namespace, labels }, spec };
    cluster.start('kubectl apply -f -', JSON.stringify(again));
  },
});

/** All processes of a node end, as when power fails, and its kubelet starts anew at once. */
export const reboot = (node: string): Deed => ({ run: (cluster) => cluster.outages(node)?.reboot() });

/** The node is cut off: nothing is heard from it any more. */
export const loseNode = (node: string): Deed => ({ run: (cluster) => cluster.outages(node)?.disconnect() });

/** A node that was cut off is heard again. */
export const restoreNode = (node: string): Deed => ({ run: (cluster) => cluster.outages(node)?.reconnect() });

/** A kubectl command typed by the grader. */
export const type = (line: string, stdin = ''): Deed => ({ run: (cluster) => cluster.start(line, stdin) });

/** A kubectl command whose output checks ask for. @example print('env', 'kubectl exec app -- env') */
export const print = (name: string, line: string): Deed => ({
  name,
  run: (cluster, keep) => cluster.start(line, '', keep),
});
