import type { JsonObject } from '../json.ts';
import { asObject, fill, within, withinEach } from './fill.ts';
import { defaultPersistentVolumeClaim } from './persistent-volume-claim.ts';
import { defaultPodTemplate } from './pod.ts';

/** @source kubernetes/kubernetes pkg/apis/apps/v1/defaults.go SetDefaults_StatefulSet */
export const defaultStatefulSet = (statefulSet: JsonObject): JsonObject =>
  within(statefulSet, 'spec', (spec) => {
    let filled = fill(spec, { replicas: 1, podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 10 });
    filled = within(filled, 'updateStrategy', defaultUpdateStrategy);
    filled = within(filled, 'persistentVolumeClaimRetentionPolicy', (policy) =>
      fill(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
    );
    filled = withinEach(filled, 'volumeClaimTemplates', (claim) =>
      defaultPersistentVolumeClaim({ ...claim, apiVersion: 'v1', kind: 'PersistentVolumeClaim' }),
    );
    return within(filled, 'template', defaultPodTemplate);
  });

/** Who names the type RollingUpdate and no parameters gets none; who names no type gets both. */
function defaultUpdateStrategy(strategy: JsonObject): JsonObject {
  const filled = strategy['type']
    ? strategy
    : { ...strategy, type: 'RollingUpdate', rollingUpdate: asObject(strategy['rollingUpdate']) };
  if (filled['type'] !== 'RollingUpdate' || !filled['rollingUpdate']) return filled;
  return within(filled, 'rollingUpdate', (rolling) => fill(rolling, { partition: 0 }));
}
