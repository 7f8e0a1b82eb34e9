import { pass, unschedulable, type FilterPlugin } from '../framework.ts';
import type { HostPort, PodInfo } from '../pod-info.ts';

/**
 * Two pods on a node cannot have the same host port of a protocol, unless on different addresses.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/nodeports/node_ports.go; recorded: ports/*
 */
export const nodePorts: FilterPlugin = {
  name: 'NodePorts',
  preFilter: (pod) =>
    pod.hostPorts.length === 0
      ? 'skip'
      : {
          filter: (node) =>
            [...node.pods.values()].some((other) => conflict(pod, other))
              ? unschedulable("node(s) didn't have free ports for the requested pod ports")
              : pass,
        },
  mayHelp: (pod, event) => event.type === 'node-added' || (event.type === 'pod-removed' && conflict(pod, event.pod)),
};

const conflict = (a: PodInfo, b: PodInfo): boolean => a.hostPorts.some((x) => b.hostPorts.some((y) => same(x, y)));

const ANY_ADDRESS = '0.0.0.0';
const same = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ANY_ADDRESS || b.ip === ANY_ADDRESS);
