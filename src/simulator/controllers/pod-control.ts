import type { JsonObject } from '../api/json.ts';
import type { KubeObject, Pod, PodTemplateSpec } from '../api/schema/kinds.ts';
import type { Answer } from '../api/status-error.ts';
import type { ComponentContext } from '../component.ts';
import type { EventRecorder } from '../events.ts';
import type { Cause } from '../history.ts';
import { controllerReference } from './ownership.ts';

/** What is different from the template in a Pod that a controller makes. */
export interface PodChanges {
  readonly name?: string;
  readonly generateName?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly spec?: PodTemplateSpec['spec'];
}

/** @source kubernetes/kubernetes pkg/controller/controller_utils.go GetPodFromTemplate */
export function podFromTemplate(template: PodTemplateSpec, owner: KubeObject, changes: PodChanges = {}): JsonObject {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const allFinalizers = [...(finalizers ?? []), ...(changes.finalizers ?? [])];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(changes.name === undefined
        ? { generateName: changes.generateName ?? `${owner.metadata.name}-` }
        : { name: changes.name, generateName: `${owner.metadata.name}-` }),
      labels: { ...labels, ...changes.labels },
      annotations: { ...annotations, ...changes.annotations },
      ...(allFinalizers.length > 0 ? { finalizers: allFinalizers } : {}),
      ownerReferences: [controllerReference(owner)],
    },
    spec: changes.spec ?? template.spec,
  } as unknown as JsonObject;
}

/** Creates and deletes Pods for their owner, and says so in events about it. */
export interface PodControl {
  create(pod: JsonObject, owner: KubeObject, cause: Cause): Answer<Pod>;
  /** @returns whether it is gone or going */
  remove(pod: Pod, owner: KubeObject, cause: Cause): boolean;
}

/** @source kubernetes/kubernetes pkg/controller/controller_utils.go RealPodControl */
export function podControl({ api }: Pick<ComponentContext, 'api'>, recorder: EventRecorder): PodControl {
  return {
    create(pod, owner, cause) {
      const answer = api.create(pod, owner.metadata.namespace, { cause });
      if (answer.ok) {
        const message = `Created pod: ${answer.object.metadata.name}`;
        recorder.tell(owner, { type: 'Normal', reason: 'SuccessfulCreate', message, cause });
        return { ...answer, object: answer.object as Pod };
      }
      const message = `Error creating: ${answer.error.message}`;
      if (!isNamespaceEnding(answer)) recorder.tell(owner, { type: 'Warning', reason: 'FailedCreate', message, cause });
      return answer;
    },
    remove(pod, owner, cause) {
      const { namespace, name, uid } = pod.metadata;
      const answer = api.delete({ kind: 'Pod', namespace, name }, { preconditions: { uid } }, { cause });
      if (!answer.ok && answer.error.reason === 'NotFound') return true;
      recorder.tell(
        owner,
        answer.ok
          ? { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${name}`, cause }
          : { type: 'Warning', reason: 'FailedDelete', message: `Error deleting: ${answer.error.message}`, cause },
      );
      return answer.ok;
    },
  };
}

/** Nothing can be created in a namespace that ends: nobody is told, nobody tries again. */
export const isNamespaceEnding = (answer: Answer<KubeObject>): boolean =>
  !answer.ok && answer.error.message.includes('because it is being terminated');

/**
 * Creates so many things in batches of 1, 2, 4 …, and stops after a batch in which one was refused.
 * @returns the first refusal, if any
 * @source kubernetes/kubernetes pkg/controller/replicaset/replica_set.go slowStartBatch
 */
export function slowStart<T>(count: number, create: (i: number) => Answer<T>): Answer<T> | undefined {
  let done = 0;
  for (let batch = 1; done < count; batch *= 2) {
    let refused: Answer<T> | undefined;
    for (let i = 0; i < batch && done < count; i++, done++) {
      const answer = create(done);
      if (!answer.ok) refused ??= answer;
    }
    if (refused) return refused;
  }
  return undefined;
}
