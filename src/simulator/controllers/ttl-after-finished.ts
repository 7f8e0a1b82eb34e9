import type { Job } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import type { ComponentContext } from '../component.ts';
import { keyOf } from '../store.ts';
import { parseTimestamp } from '../timestamp.ts';
import { WorkQueue, type Outcome } from './work-queue.ts';

/**
 * When a Job that is over has to go, in milliseconds since 1970; undefined while it is not over, or where it may stay.
 * @source kubernetes/kubernetes pkg/controller/ttlafterfinished/ttlafterfinished_controller.go getFinishAndExpireTime
 */
export function expiresAt({ spec, status, metadata }: Job): Millis | undefined {
  if (spec.ttlSecondsAfterFinished === undefined || metadata.deletionTimestamp) return undefined;
  const end = status.conditions?.find(
    (condition) => (condition.type === 'Complete' || condition.type === 'Failed') && condition.status === 'True',
  );
  const ended = parseTimestamp(end?.lastTransitionTime ?? '');
  return ended === undefined ? undefined : ended + spec.ttlSecondsAfterFinished * 1000;
}

/** Deletes Jobs some time after they ended, and what they own first. */
export function startTtlAfterFinishedController({ clock, store, api }: ComponentContext): void {
  const queue = new WorkQueue(clock, sync);
  store.watch('Job', (change) => {
    if (change.type !== 'deleted' && expiresAt(change.object) !== undefined)
      queue.add(keyOf(change.object), change.entry);
  });

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const job = store.get('Job', namespace, name);
    const expires = job && expiresAt(job);
    if (!job || expires === undefined) return 'done';
    const left = expires - (clock.epoch + clock.now);
    if (left > 0) {
      queue.addAfter(key, left, because);
      return 'done';
    }
    const cause = { actor: 'ttl-after-finished-controller', reason: 'the Job ended some time ago', because };
    const answer = api.delete(
      { kind: 'Job', namespace, name },
      { propagation: 'Foreground', preconditions: { uid: job.metadata.uid } },
      { cause },
    );
    return answer.ok || answer.error.reason === 'NotFound' ? 'done' : 'failed';
  }
}
