import { timestamp } from '../../timestamp.ts';
import type { PersistentVolume } from '../schema/kinds.ts';
import { onlyStatus, withField, withStatus } from './generation.ts';
import type { Strategy } from './strategy.ts';

const base = withStatus({});

/** A volume notes when its phase last changed. @source kubernetes/kubernetes pkg/registry/core/persistentvolume/strategy.go */
export const persistentVolumeStrategy: Strategy = {
  ...base,
  prepareForCreate: (object, { clock }) =>
    withField(object, 'status', { phase: 'Pending', lastPhaseTransitionTime: timestamp(clock) }),
  prepareForUpdate: (object, before, context, subresource) => {
    if (subresource !== 'status') return base.prepareForUpdate(object, before, context, subresource);
    const { status } = object as PersistentVolume;
    const last = (before as PersistentVolume).status;
    const said = status?.lastPhaseTransitionTime;
    const isChange = status?.phase !== last?.phase;
    if (said !== undefined && (!isChange || said !== last?.lastPhaseTransitionTime)) return onlyStatus(object, before);
    const time = isChange ? timestamp(context.clock) : last?.lastPhaseTransitionTime;
    return onlyStatus(withField(object, 'status', { ...status, lastPhaseTransitionTime: time }), before);
  },
};
