import { useEffect, useState } from 'preact/hooks';
import type { Exercise, ExerciseFeedback } from '../course/exercise.ts';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { results } from '../i18n/results.ts';
import { workspace } from '../i18n/workspace.ts';
import type { BeforeAfter } from './BeforeAfter.tsx';
import type { Changes } from './Changes.tsx';
import { CheckList } from './CheckList.tsx';
import { Prose } from './Prose.tsx';
import { Icon } from './Icon.tsx';
import { paneAttributes } from './pane.ts';
import { QuestionForm } from './QuestionForm.tsx';
import { SolutionGate } from './SolutionGate.tsx';
import { VerdictBox } from './VerdictBox.tsx';
import type { WorkspaceState } from './workspace-state.ts';

export interface TaskPaneProps {
  readonly language: Language;
  readonly exercise: Exercise;
  readonly feedback: ExerciseFeedback;
  readonly taskHtml: string;
  readonly start: string;
  readonly solution: string;
  readonly next: { readonly href: string; readonly title: string } | undefined;
  readonly state: WorkspaceState;
}

/** The task, then in the same place what came of it. */
export function TaskPane({ language, exercise, feedback, taskHtml, start, solution, next, state }: TaskPaneProps) {
  const t = workspace[language];
  const r = results[language];
  const variants = Object.fromEntries(Object.entries(exercise.variants).map(([id, name]) => [id, name[language]]));
  const verdict = state.verdict.value;
  const questions = exercise.type === 'manifest' ? [] : exercise.questions;
  const passed = verdict?.passed === true;
  const isCompared = passed && exercise.type === 'manifest';
  const [compared, setCompared] = useState<Compared>();
  useEffect(() => {
    if (isCompared) void loadCompared().then(setCompared, () => undefined);
  }, [isCompared]);
  const yours = state.pictures.value[Object.keys(exercise.variants)[0] ?? ''];
  const [before, after] = t.taskTitle.split('{x}');
  return (
    <section class="pane pane-task" {...paneAttributes(state, 'task', t.task)}>
      <div class="pane-scroll" tabIndex={0}>
        <VerdictBox {...{ language, exercise, feedback, state }} />
        {isCompared && compared && yours && (
          <compared.BeforeAfter {...{ language, yours }} starter={state.starter.value} />
        )}
        <details class="brief" open={!verdict}>
          <summary>
            <h2>
              {verdict ? (
                <>
                  {before}
                  <b>{exercise.title[language]}</b>
                  {after}
                </>
              ) : (
                exercise.title[language]
              )}
            </h2>
          </summary>
          <div class="task-text" data-pagefind-body dangerouslySetInnerHTML={{ __html: taskHtml }} />
        </details>
        {exercise.type === 'diagnose' && questions.length > 0 && <QuestionForm {...{ language, questions, state }} />}
        <CheckList
          {...{ language, feedback, variants, verdict }}
          asks={exercise.type === 'predict' || exercise.type === 'quiz'}
          moment={{ variant: state.variant.value, at: state.moment.value }}
          places={state.places.value}
          onMoment={(check) => {
            state.showMoment(check);
            state.tab.value = 'cluster';
          }}
          onPlace={(place) => state.goTo(place)}
          onVariant={(variant) => {
            state.variant.value = variant;
            state.tab.value = 'cluster';
          }}
        />
        {isCompared && compared && <compared.Changes {...{ language, before: start, after: state.yaml.value }} />}
        <div class="hint-stack">
          {exercise.hints[language].slice(0, state.hints.value).map((hint, i) => (
            <div class="hint" key={i}>
              <b>{fill(r.hintTitle, { n: i + 1 })}</b>
              <Prose text={hint} />
            </div>
          ))}
          {state.hints.value < exercise.hints[language].length && (
            <div class="hint-row">
              <button type="button" class="button" data-size="sm" onClick={() => state.showHint()}>
                <Icon name="hint" />
                {fill(r.hint, { a: state.hints.value + 1, b: exercise.hints[language].length })}
              </button>
            </div>
          )}
          {solution !== '' && <SolutionGate {...{ language, exercise, solution, state }} />}
        </div>
      </div>
      {passed && next && (
        <p class="pane-actions">
          <a class="button" data-kind="primary" href={next.href}>
            {r.nextLesson}: {next.title}
          </a>
        </p>
      )}
    </section>
  );
}

/** What a passed manifest is seen beside: loaded once there is one. */
interface Compared {
  readonly BeforeAfter: typeof BeforeAfter;
  readonly Changes: typeof Changes;
}

const loadCompared = async (): Promise<Compared> => ({
  ...(await import('./BeforeAfter.tsx')),
  ...(await import('./Changes.tsx')),
});
