import { pass, unresolvable, type FilterPlugin } from '../framework.ts';

/** A pod that names its node goes nowhere else. @source kubernetes/kubernetes pkg/scheduler/framework/plugins/nodename/node_name.go */
export const nodeName: FilterPlugin = {
  name: 'NodeName',
  filter: ({ pod: { spec } }, node) =>
    !spec.nodeName || spec.nodeName === node.name ? pass : unresolvable("node(s) didn't match the requested node name"),
  mayHelp: (_, event) => event.type === 'node-added',
};
