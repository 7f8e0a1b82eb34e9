import type { ServerContext } from '../create-server.ts';
import type { Kind, KubeObject } from '../schema/kinds.ts';
import type { Target } from '../server.ts';
import { daemonSetStrategy } from './daemon-set.ts';
import { deploymentStrategy } from './deployment.ts';
import { cronJobStrategy, jobStrategy } from './job.ts';
import { namespaceStrategy } from './namespace.ts';
import { nodeStrategy } from './node.ts';
import { persistentVolumeClaimStrategy } from './persistent-volume-claim.ts';
import { persistentVolumeStrategy } from './persistent-volume.ts';
import {
  endpointSliceStrategy,
  limitRangeStrategy,
  podTemplateStrategy,
  serviceAccountStrategy,
  serviceStrategy,
} from './plain-kinds.ts';
import { podStrategy } from './pod.ts';
import { plainStrategy, withSpecGeneration, withStatus } from './generation.ts';

export interface StrategyContext extends ServerContext {
  readonly dryRun: boolean;
}

/**
 * What a kind's registry does to an object between admission and validation: resets what only the system may write,
 * counts generations, allocates.
 * @source kubernetes/kubernetes pkg/registry/<group>/<kind>/strategy.go PrepareForCreate, PrepareForUpdate
 */
export interface Strategy {
  readonly prepareForCreate: (object: KubeObject, context: StrategyContext) => KubeObject;
  /** What is said while a new object is prepared, and so of one that is then refused. */
  readonly warningsOnPrepare?: (object: KubeObject) => readonly string[];
  /** What is done last to a valid object. */
  readonly canonicalize?: (object: KubeObject) => KubeObject;
  readonly prepareForUpdate: (
    object: KubeObject,
    before: KubeObject,
    context: StrategyContext,
    subresource: Target['subresource'],
  ) => KubeObject;
  /** Whether an update must say which resourceVersion it replaces. */
  readonly update: 'unconditional' | 'needs-version';
}

const strategies: { readonly [K in Kind]?: Strategy } = {
  ConfigMap: plainStrategy,
  CronJob: cronJobStrategy,
  DaemonSet: daemonSetStrategy,
  Deployment: deploymentStrategy,
  EndpointSlice: endpointSliceStrategy,
  HorizontalPodAutoscaler: withStatus({ currentMetrics: null, desiredReplicas: 0 }),
  Job: jobStrategy,
  LimitRange: limitRangeStrategy,
  Namespace: namespaceStrategy,
  Node: nodeStrategy,
  PersistentVolume: persistentVolumeStrategy,
  PersistentVolumeClaim: persistentVolumeClaimStrategy,
  Pod: podStrategy,
  PodDisruptionBudget: {
    ...withSpecGeneration({ currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 }),
    update: 'needs-version',
  },
  PodTemplate: podTemplateStrategy,
  PriorityClass: { ...withSpecGeneration(undefined), update: 'unconditional' },
  ReplicaSet: withSpecGeneration({ replicas: 0 }),
  ReplicationController: withSpecGeneration({ replicas: 0 }),
  ResourceQuota: withStatus({}),
  Service: serviceStrategy,
  ServiceAccount: serviceAccountStrategy,
  StatefulSet: withSpecGeneration({ availableReplicas: 0, replicas: 0 }),
};

export const strategyOf = (kind: Kind): Strategy => strategies[kind] ?? plainStrategy;
