import type { KubeObject, Node } from '../schema/kinds.ts';
import { fieldOf, onlyStatus, withField } from './generation.ts';
import type { Strategy } from './strategy.ts';

/** A node's status may come with it; later only by the status subresource. @source kubernetes/kubernetes pkg/registry/core/node/strategy.go */
export const nodeStrategy: Strategy = {
  prepareForCreate: (object) => withoutConfigSource(object as Node),
  prepareForUpdate: (object, before, _context, subresource) => {
    if (subresource === 'status') return onlyStatus(object, before);
    const kept = (before as Node).spec?.configSource ? object : withoutConfigSource(object as Node);
    return withField(kept, 'status', fieldOf(before, 'status'));
  },
  update: 'unconditional',
};

/** The kubelet once took its settings from a ConfigMap that was named here. @source …/strategy.go dropDisabledFields */
function withoutConfigSource(node: Node): KubeObject {
  if (!node.spec?.configSource) return node;
  const { configSource: _, ...spec } = node.spec;
  return { ...node, spec };
}
