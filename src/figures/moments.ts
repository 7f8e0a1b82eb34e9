/** What happened to a Pod and when, in words: the table beside a figure, the sentence under it, its one-line story. */
import { fill } from '../i18n/fill.ts';
import type { FigureWords } from '../i18n/figures.ts';
import type { ProbeKind, Seconds } from '../simulator/index.ts';
import { seconds } from './time-scale.ts';
import type { ContainerLane, ContainerLook, PodPicture, ProbeLane } from './picture.ts';

export interface Moment {
  readonly at: Seconds;
  /** A container's name, or the Pod's. */
  readonly who: string;
  readonly what: string;
  /** The state it leads to, for a glyph beside it. */
  readonly look?: ContainerLook;
  /** Whose result it is. */
  readonly probe?: ProbeKind;
}

export { seconds };

export function momentsOf(pod: PodPicture, words: FigureWords): Moment[] {
  const found: Moment[] = [{ at: pod.created, who: pod.name, what: words.atCreated }];
  if (pod.node && pod.bound !== undefined)
    found.push({ at: pod.bound, who: pod.name, what: fill(words.atBound, { node: pod.node }) });
  // at one instant, a probe's result comes before what it leads to
  for (const lane of pod.probes) found.push(...ofProbe(lane, words));
  for (const lane of pod.containers) found.push(...momentsOfLane(lane, words));
  if (pod.deleted !== undefined) found.push({ at: pod.deleted, who: pod.name, what: words.atDeleted });
  return found
    .map((moment, order) => ({ moment, order }))
    .sort((a, b) => a.moment.at - b.moment.at || a.order - b.order)
    .map(({ moment }) => moment);
}

/** What a container's lane shows. */
export function momentsOfLane(
  { container, spans }: Pick<ContainerLane, 'container' | 'spans'>,
  words: FigureWords,
): Moment[] {
  let starts = 0;
  let was: ContainerLook | undefined;
  return spans.flatMap(({ from, look, reason, exitCode }): Moment[] => {
    const before = was;
    was = look;
    const say = (what: string): Moment[] => [{ at: from, who: container, what, look }];
    if (exitCode !== undefined) {
      const text = reason && reason !== 'Error' && reason !== 'Completed' ? words.atExitReason : words.atExit;
      return say(fill(text, { code: exitCode, reason: reason ?? '' }));
    }
    switch (look) {
      case 'running':
      case 'ready':
        if (before === 'running' || before === 'ready') return say(look === 'ready' ? words.atReady : words.atNotReady);
        starts++;
        return say(starts === 1 ? words.atStarts : fill(words.atRestarts, { n: starts - 1 }));
      case 'stopping':
        return say(words.atSigterm);
      case 'back-off':
        return say(words.atBackOff);
      case 'waiting':
        return reason ? say(fill(words.atWaiting, { reason })) : [];
      default:
        return [];
    }
  });
}

/** Every failure, and the success that follows a failure or is the first. */
function ofProbe({ container, probe, runs }: ProbeLane, words: FigureWords): Moment[] {
  const name = words[probe].toLowerCase();
  return runs.flatMap((run, i): Moment[] => {
    if (run.result === 'success')
      return i === 0 || runs[i - 1]?.result !== 'success'
        ? [{ at: run.from, who: container, what: fill(words.atProbePasses, { probe: name }), probe }]
        : [];
    if (run.result !== 'failure') return [];
    return marksOf(run).map((at, n) => ({
      at,
      who: container,
      probe,
      what:
        run.threshold > 1 && run.inARow + n <= run.threshold
          ? fill(words.atProbeFailsOf, { probe: name, n: run.inARow + n, threshold: run.threshold })
          : fill(words.atProbeFails, { probe: name }),
    }));
  });
}

/** The times of a run's single results. */
export function marksOf({
  from,
  to,
  period,
}: {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly period: Seconds;
}): Seconds[] {
  if (period <= 0) return [from];
  return Array.from({ length: Math.round((to - from) / period) + 1 }, (_, i) => from + i * period);
}

/** One or two sentences that tell the finding, for those who do not see the figure. */
export function storyOf(pod: PodPicture, until: Seconds, words: FigureWords): string {
  const restarts = pod.containers.flatMap((lane) => lane.restarts).sort((a, b) => a - b);
  const ready = pod.ready.find(({ look }) => look === 'True');
  const exit = pod.containers.flatMap(({ container, spans }) =>
    spans.filter(({ exitCode }) => exitCode !== undefined).map((span) => ({ container, ...span })),
  )[0];
  const parts = [
    fill(words.story, { end: until, pod: pod.name }),
    ready ? fill(words.storyReady, { t: seconds(ready.from) }) : words.storyNeverReady,
    exit ? fill(words.storyExit, { container: exit.container, code: exit.exitCode ?? 0, t: seconds(exit.from) }) : '',
    restarts.length === 1 ? fill(words.storyRestart, { t: seconds(restarts[0] ?? 0) }) : '',
    restarts.length > 1 ? fill(words.storyRestarts, { n: restarts.length, t: seconds(restarts[0] ?? 0) }) : '',
  ];
  return parts.filter(Boolean).join(' ');
}
