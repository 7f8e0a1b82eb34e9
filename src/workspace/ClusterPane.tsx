import { useEffect, useRef, useState } from 'preact/hooks';
import type { Exercise } from '../course/exercise.ts';
import { ClusterView, Glyph } from '../figures/cluster-view.tsx';
import { EventList } from '../figures/event-list.tsx';
import { figurePatterns } from '../figures/figure-patterns.ts';
import type { Picture } from '../figures/picture.ts';
import { SchedulerTable } from '../figures/scheduler-table.tsx';
import { fill } from '../i18n/fill.ts';
import { figures } from '../i18n/figures.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import type { Problem } from '../sandbox/client.ts';
import type { ProbeKind } from '../simulator/index.ts';
import { Icon } from './Icon.tsx';
import { Notice } from './Notices.tsx';
import { paneAttributes } from './pane.ts';
import { Timeline } from './Timeline.tsx';
import { stateOf } from './variant-sentence.ts';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly exercise: Exercise;
  readonly state: WorkspaceState;
}

/** The clusters that a submission runs in: nodes and Pods at the moment, a Pod's timeline, events, the scheduler's table. */
export function ClusterPane({ language, exercise, state }: Props) {
  const t = workspace[language];
  const ids = Object.keys(exercise.variants);
  const { value: verdict } = state.verdict;
  const chosen = state.variant.value;
  const picture = (chosen === ids[0] && state.ended.value) || state.pictures.value[chosen];
  const refused = state.problems.value.find(({ severity }) => severity === 'error');
  const detail = refused ? { detail: fill(t.staleLine, { n: refused.line }) } : {};
  return (
    <section class="pane pane-cluster" {...paneAttributes(state, 'cluster', t.cluster)}>
      <svg class="defs" aria-hidden="true" dangerouslySetInnerHTML={{ __html: figurePatterns }} />
      {ids.length > 1 && (
        <div class="variant-tabs" role="group" aria-label={t.cluster}>
          {(verdict ? ids : ids.slice(0, 1)).map((id, i) => (
            <button
              key={id}
              type="button"
              aria-pressed={id === chosen}
              title={exercise.variants[id]![language]}
              onClick={() => (state.variant.value = id)}
            >
              {verdict && <Glyph name={GLYPH[stateOf(verdict.checks, id)]} />}
              <span>
                {i + 1} {exercise.variants[id]![language]}
              </span>
            </button>
          ))}
          {!verdict && (
            <span class="muted">
              <Icon name="lock" /> {ids.length === 2 ? t.hiddenOne : fill(t.hidden, { n: ids.length - 1 })}
            </span>
          )}
        </div>
      )}
      <div class="pane-scroll" tabIndex={0}>
        {state.stale.value && picture && (
          <Notice kind="warn" text={t.stale} {...detail}>
            <GoTo {...{ language, state }} line={refused} />
          </Notice>
        )}
        {picture ? (
          <Pictured {...{ language, exercise, state, picture }} />
        ) : state.stale.value ? (
          <div class="panel-state">
            <b>{t.nothingRuns}</b>
            <GoTo {...{ language, state }} line={refused} />
          </div>
        ) : (
          <p class="panel-state">
            {exercise.type === 'predict' || exercise.type === 'quiz'
              ? t.noRunYet
              : state.stopped.value
                ? t.crashed
                : t.loading}
          </p>
        )}
      </div>
    </section>
  );
}

/** The way to what was refused. */
function GoTo({ language, state, line }: Omit<Props, 'exercise'> & { readonly line: Problem | undefined }) {
  return (
    line && (
      <button type="button" class="button" data-size="sm" onClick={() => state.goTo(line)}>
        {fill(workspace[language].goToLine, { n: line.line })}
      </button>
    )
  );
}

const GLYPH = { passed: 'ready', failed: 'failed', 'not-reached': 'not-reached' } as const;

function Pictured({ language, exercise, state, picture }: Props & { readonly picture: Picture }) {
  const t = workspace[language];
  const words = figures[language];
  const at = Math.min(state.moment.value, picture.until);
  const move = (to: number): void => void (state.moment.value = to);
  const showProbe = (container: string, probe: ProbeKind, from: 'mark' | 'button'): void => {
    void state.showField({ container, field: `${probe}Probe` });
    if (from === 'button') state.tab.value = 'yaml'; // where one pane is seen at a time
  };
  const mine = picture.pods.filter((pod) => pod.mine);
  // Where a fault is looked for, every Pod may be the one.
  const pods = mine.length > 0 && exercise.type !== 'diagnose' ? mine : picture.pods;
  const [name, setName] = useState<string>();
  const pod = pods.find((p) => p.key === name) ?? pods[0];
  const attempts = picture.scheduling.filter((a) => a.pod === pod?.key);
  const attempt = attempts.findLast((a) => a.at <= at + 1e-6) ?? attempts[0];
  // Where reasons would give the answer away, the table waits for the first submission.
  const tabs = [
    ['events', t.events],
    ...(attempt && (exercise.type !== 'diagnose' || state.verdict.value) ? [['scheduling', t.scheduling]] : []),
  ] as const;
  const [tab, setTab] = useState('events');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => follow(list.current), [at, picture, tab]);
  return (
    <>
      <ClusterView {...{ picture, at, words }} />
      {pods.length > 1 && (
        <div class="pod-choice" role="group" aria-label={t.timeline}>
          {pods.map((p) => (
            <button
              key={p.key}
              type="button"
              class="button"
              data-size="sm"
              aria-pressed={p === pod}
              onClick={() => setName(p.key)}
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
      ) : (
        <div class="event-scroll" ref={list}>
          <EventList events={picture.events} {...{ at, words }} onMoment={move} />
        </div>
      )}
    </>
  );
}

/** Keeps the event of the moment in view, where the list scrolls by itself. */
function follow(list: HTMLElement | null): void {
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const now = list.querySelector<HTMLElement>('[aria-current]');
  const [top, bottom] = now ? [now.offsetTop, now.offsetTop + now.offsetHeight] : [0, 0];
  if (top < list.scrollTop || bottom > list.scrollTop + list.clientHeight) list.scrollTop = Math.max(0, top - 48); // what came just before is seen too
}
