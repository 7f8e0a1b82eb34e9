import { useEffect, useState } from 'preact/hooks';
import type { Exercise } from '../course/exercise.ts';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { results } from '../i18n/results.ts';
import { workspace } from '../i18n/workspace.ts';
import type { Problem } from '../sandbox/client.ts';
import type { ClusterFigures } from './ClusterFigures.tsx';
import { Glyph, Icon } from './Icon.tsx';
import { Notice } from './Notices.tsx';
import { paneAttributes } from './pane.ts';
import { stateOf } from './variant-sentence.ts';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly exercise: Exercise;
  readonly state: WorkspaceState;
}

/** The clusters that a submission runs in, and the run of the one that is chosen. */
export function ClusterPane({ language, exercise, state }: Props) {
  const t = workspace[language];
  const r = results[language];
  const ids = Object.keys(exercise.variants);
  const { value: verdict } = state.verdict;
  const chosen = state.variant.value;
  const picture = (chosen === ids[0] && state.ended.value) || state.pictures.value[chosen];
  const [figures, setFigures] = useState<{ readonly ClusterFigures: typeof ClusterFigures }>();
  useEffect(() => void import('./ClusterFigures.tsx').then(setFigures, () => undefined), []);
  const refused = state.problems.value.find(({ severity }) => severity === 'error');
  const detail = refused ? { detail: fill(t.staleLine, { n: refused.line }) } : {};
  return (
    <section class="pane pane-cluster" {...paneAttributes(state, 'cluster', t.cluster)}>
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
      <div class="pane-scroll" tabIndex={0} data-stale={state.stale.value || undefined}>
        {state.stale.value && picture && (
          <Notice kind="warn" text={t.stale} {...detail}>
            <GoTo {...{ language, state }} line={refused} />
          </Notice>
        )}
        {picture && figures ? (
          <figures.ClusterFigures {...{ language, exercise, state, picture }} />
        ) : state.stale.value ? (
          <div class="panel-state">
            <b>{t.nothingRuns}</b>
            <GoTo {...{ language, state }} line={refused} />
          </div>
        ) : (
          <p class="panel-state needs-script">
            {exercise.type === 'predict' || exercise.type === 'quiz'
              ? t.noRunYet
              : state.stopped.value
                ? r.crashed
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
