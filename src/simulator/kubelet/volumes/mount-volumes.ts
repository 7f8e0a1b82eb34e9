import type { Millis } from '../../clock.ts';
import { sleep, untilOr, type Signal, type Task } from '../../task.ts';
import { tell, type PodOnNode } from '../node-services.ts';
import { TIMING } from '../timing.ts';

/** How long a sync waits for a Pod's volumes. @source pkg/kubelet/volumemanager/volume_manager.go podAttachAndMountTimeout */
const TIMEOUT: Millis = 123_000;

/**
 * Waits until all volumes of a Pod are mounted, and refreshes the files of those that are.
 * @param ending - notified when the Pod is to end: nobody waits any longer
 * @returns whether they are mounted
 * @source kubernetes/kubernetes pkg/kubelet/volumemanager/volume_manager.go WaitForAttachAndMount; recorded: volume/*
 */
export function* mountVolumes(on: PodOnNode, which: 'first-time' | 'again', ending: Signal): Task<boolean> {
  if (!on.pod.spec.volumes?.length) return true;
  const { clock } = on.node.context;
  if (which === 'first-time') yield sleep(TIMING.firstMount);
  const end = clock.now + TIMEOUT;
  for (;;) {
    const due = on.volumes.reconcile(on.facts, (volume, problem) =>
      tell(on, 'Warning', 'FailedMount', `MountVolume.SetUp failed for volume "${volume}" : ${problem}`),
    );
    if (due === undefined) break;
    if (clock.now >= end) {
      const unmounted = on.volumes.unmounted(on.pod).join(' ');
      const problem = `unmounted volumes=[${unmounted}], unattached volumes=[], failed to process volumes=[]: context deadline exceeded`;
      tell(on, 'Warning', 'FailedMount', `Unable to attach or mount volumes: ${problem}`);
      return false;
    }
    if ((yield untilOr(Math.min(due, end) - clock.now, ending)) === 'signal') return false;
  }
  if (which === 'first-time') yield sleep(TIMING.mountPoll - TIMING.firstMount);
  return true;
}
