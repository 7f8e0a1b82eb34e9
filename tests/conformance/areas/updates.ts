import type { KubeObject } from '../../../src/simulator/api/schema/kinds.ts';
import type { ComponentContext } from '../../../src/simulator/component.ts';
import { startControllers } from '../../../src/simulator/controllers/controllers.ts';
import { createRecorder } from '../../../src/simulator/events.ts';
import { keyOf } from '../../../src/simulator/store.ts';
import { startScheduler } from '../../../src/simulator/scheduler/scheduler.ts';
import type { ClusterAccess } from '../../../src/simulator/kubectl/command.ts';
import type { Area } from '../area.ts';
import { smallCluster, typeLine } from '../small-cluster.ts';

interface Asked {
  readonly command: string;
  readonly stdin?: string;
}

/** Time between two commands: controllers are done with the first. */
const PAUSE = 400;

export const area: Area = {
  answers: ['left'],
  answer: (question) => {
    const cluster = smallCluster();
    const before = new Set(everything(cluster).map((o) => o.metadata.uid));
    const context: ComponentContext = { ...cluster, recorder: (source) => createRecorder(cluster, source) };
    startScheduler(context);
    startControllers(context);
    const said = (question['said'] as readonly Asked[]).map(({ command, stdin = '' }) => {
      const answer = typeLine(cluster, command, stdin);
      cluster.clock.runUntil(cluster.clock.now + PAUSE);
      return { command, stdin, ...answer };
    });
    return { said, left: everything(cluster).filter((o) => !before.has(o.metadata.uid) && isLeft(o)) };
  },
};

const KINDS = [
  'Namespace',
  'Pod',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Service',
  'ConfigMap',
  'Secret',
  'PriorityClass',
  'LimitRange',
  'ResourceQuota',
  'PodDisruptionBudget',
] as const;

/** By kind, and then by key, as the API server lists. */
const everything = ({ store }: ClusterAccess): KubeObject[] =>
  KINDS.flatMap((kind) => (store.list(kind) as KubeObject[]).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));

/** What a recording shows of what is left: nothing that a controller made. */
const isLeft = (object: KubeObject): boolean =>
  !object.metadata.ownerReferences?.length &&
  !(object.kind === 'ConfigMap' && object.metadata.name === 'kube-root-ca.crt');
