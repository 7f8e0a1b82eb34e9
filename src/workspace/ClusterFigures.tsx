import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Exercise } from '../course/exercise.ts';
import { ClusterView } from '../figures/cluster-view.tsx';
import { EventList } from '../figures/event-list.tsx';
import type { Picture } from '../figures/picture.ts';
import { SchedulerTable } from '../figures/scheduler-table.tsx';
import { SHOWN } from '../figures/time-scale.ts';
import { figures } from '../i18n/figures.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import type { ProbeKind } from '../simulator/index.ts';
import { createAskedCluster, type AskedCluster } from './asked-cluster.ts';
import { KubectlTab } from './KubectlTab.tsx';
import { Timeline } from './Timeline.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly exercise: Exercise;
  readonly state: WorkspaceState;
  readonly picture: Picture;
}

/** One run at the moment: the cluster, a Pod's timeline, events, the scheduler's table. Loaded while the simulator is. */
export function ClusterFigures({ language, exercise, state, picture }: Props) {
  const t = workspace[language];
  const words = figures[language];
  const at = Math.min(state.moment.value, picture.until);
  const move = (to: number): void => void (state.moment.value = to);
  const asked = useAskedCluster(exercise, state, picture);
  const showProbe = (container: string, probe: ProbeKind, from: 'mark' | 'button'): void => {
    void state.showField(`pod.spec.containers[${container}].${probe}Probe`);
    if (from === 'button') state.tab.value = 'yaml'; // where one pane is seen at a time
  };
  const mine = picture.pods.filter((pod) => pod.mine);
  // Where a fault is looked for, every Pod may be the one.
  const pods = mine.length > 0 && exercise.type !== 'diagnose' ? mine : picture.pods;
  const there = exercise.type === 'diagnose' ? pods.find((p) => p.deleted === undefined) : undefined; // one that is gone explains nothing
  const pod = pods.find((p) => p.key === state.pod.value) ?? there ?? pods[0];
  const attempts = picture.scheduling.filter((a) => a.pod === pod?.key);
  const attempt = attempts.findLast((a) => a.at <= at + 1e-6) ?? attempts[0];
  // Where reasons would give the answer away, the table waits for the first submission.
  const tabs = [
    ['events', t.events],
    ...(attempt && (exercise.type !== 'diagnose' || state.verdict.value) ? [['scheduling', t.scheduling]] : []),
    ...(asked && state.variant.value === Object.keys(exercise.variants)[0] ? [['kubectl', 'kubectl']] : []),
  ] as const;
  const [chosen, setTab] = useState('events');
  const tab = tabs.find(([id]) => id === chosen)?.[0] ?? 'events';
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => follow(list.current), [at, picture, tab]);
  return (
    <>
      <ClusterView {...{ picture, words }} at={at + SHOWN} />
      {pods.length > 1 && (
        <div class="pod-choice" role="group" aria-label={t.timeline}>
          {pods.map((p) => (
            <button
              key={p.key}
              type="button"
              class="button"
              data-size="sm"
              aria-pressed={p === pod}
              onClick={() => void (state.pod.value = p.key)}
            >
              {p.name}
            </button>
          ))}
        </div>
      )}
      {pod && (
        <Timeline
          {...{ language, picture, pod, at }}
          onMove={move}
          opening={exercise.type === 'manifest' && !state.verdict.value ? t.opening : undefined}
          lit={state.probe.value}
          {...(exercise.type === 'manifest' ? { onProbe: showProbe } : {})}
        />
      )}
      <div class="pane-head">
        <div class="tabs" role="group" aria-label={t.events}>
          {tabs.map(([id, label]) => (
            <button
              key={id}
              type="button"
              role={undefined}
              class="tab"
              aria-pressed={tab === id}
              onClick={() => setTab(id!)}
            >
              {label}
              {id === 'events' && <span class="count">{picture.events.length}</span>}
            </button>
          ))}
        </div>
      </div>
      {tab === 'scheduling' && attempt ? (
        <SchedulerTable {...{ attempt, words }} />
      ) : tab === 'kubectl' && asked ? (
        <KubectlTab {...{ language, asked }} />
      ) : (
        <div class="event-scroll" ref={list}>
          <EventList events={picture.events} {...{ at, words }} onMoment={move} />
        </div>
      )}
    </>
  );
}

/** Only of what a manifest does: a diagnose exercise is all terminal, and before a prediction kubectl would tell the answer. */
function useAskedCluster(exercise: Exercise, state: WorkspaceState, { until }: Picture): AskedCluster | undefined {
  const end = useRef(until);
  end.current = until;
  return useMemo(
    () =>
      exercise.type === 'manifest'
        ? createAskedCluster({
            files: state.files,
            file: exercise.file,
            sandbox: state.sandbox,
            now: () => ({ yaml: state.yaml.value, at: Math.min(state.moment.value, end.current) }),
            onTime: (at) => (state.moment.value = Math.min(at, end.current)),
            onStopped: (stopped) => void (state.stopped.value = stopped),
          })
        : undefined,
    [],
  );
}

/** Keeps the event of the moment in view, where the list scrolls by itself. */
function follow(list: HTMLElement | null): void {
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const now = list.querySelector<HTMLElement>('[aria-current]');
  const [top, bottom] = now ? [now.offsetTop, now.offsetTop + now.offsetHeight] : [0, 0];
  if (top < list.scrollTop || bottom > list.scrollTop + list.clientHeight) list.scrollTop = Math.max(0, top - 48); // what came just before is seen too
}
