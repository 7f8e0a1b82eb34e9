import { fieldOf, onlyStatus, withField } from './generation.ts';
import type { Strategy } from './strategy.ts';

/** A node's status may come with it; later only by the status subresource. @source kubernetes/kubernetes pkg/registry/core/node/strategy.go */
export const nodeStrategy: Strategy = {
  prepareForCreate: (object) => object,
  prepareForUpdate: (object, before, _context, subresource) =>
    subresource === 'status' ? onlyStatus(object, before) : withField(object, 'status', fieldOf(before, 'status')),
  update: 'unconditional',
};
