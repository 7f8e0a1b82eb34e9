/** What a picture says in single numbers: for sentences that must not state a second that no run has shown. */
import type { ProbeKind, Seconds } from '../simulator/index.ts';
import { marksOf } from './moments.ts';
import type { ContainerLane, Picture, PodPicture } from './picture.ts';

export function podOf({ pods }: Picture, name?: string): PodPicture {
  const found = name === undefined ? pods[0] : pods.find((pod) => pod.name === name);
  if (!found) throw new Error(`no Pod ${name ?? ''} in this picture`);
  return found;
}

export function laneOf(pod: PodPicture, container?: string): ContainerLane {
  const found =
    container === undefined ? pod.containers.at(-1) : pod.containers.find((lane) => lane.container === container);
  if (!found) throw new Error(`no container ${container ?? ''} in the Pod ${pod.name}`);
  return found;
}

export interface Exit {
  readonly at: Seconds;
  readonly code: number;
  readonly reason: string | undefined;
}
export const exitsOf = ({ spans }: ContainerLane): readonly Exit[] =>
  spans.flatMap(({ from, exitCode, reason }) => (exitCode === undefined ? [] : [{ at: from, code: exitCode, reason }]));

export const stopsOf = ({ spans }: ContainerLane): readonly Seconds[] =>
  spans.filter(({ look }) => look === 'stopping').map(({ from }) => from);

/** Waits between an exit and the next start that the run saw the end of. */
export const backOffsOf = ({ spans }: ContainerLane): readonly { readonly from: Seconds; readonly to: Seconds }[] =>
  spans.filter(({ look }, i) => look === 'back-off' && i < spans.length - 1).map(({ from, to }) => ({ from, to }));

/** Each failure of a probe and which it was in its row. */
export const failuresOf = (
  { probes }: PodPicture,
  probe: ProbeKind,
): readonly { readonly at: Seconds; readonly n: number }[] =>
  probes
    .filter((lane) => lane.probe === probe)
    .flatMap(({ runs }) =>
      runs
        .filter(({ result }) => result === 'failure')
        .flatMap((run) => marksOf(run).map((at, i) => ({ at, n: run.inARow + i }))),
    );

export const firstReadyOf = ({ ready }: PodPicture): Seconds | undefined =>
  ready.find(({ look }) => look === 'True')?.from;
