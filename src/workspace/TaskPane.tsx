import type { Exercise, ExerciseFeedback } from '../course/exercise.ts';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { CheckList, Prose } from './CheckList.tsx';
import { Glyph, Icon } from './Icon.tsx';
import { lineDiff } from './line-diff.ts';
import { QuestionForm } from './QuestionForm.tsx';
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
  const variants = Object.fromEntries(Object.entries(exercise.variants).map(([id, name]) => [id, name[language]]));
  const verdict = state.verdict.value;
  const questions = exercise.type === 'manifest' ? [] : exercise.questions;
  return (
    <section class="pane pane-task" aria-label={t.task} id="task">
      <div class="pane-scroll" tabIndex={0}>
        <VerdictBox {...{ language, exercise, state }} />
        <details class="brief" open={!verdict}>
          <summary>
            <h1>{exercise.title[language]}</h1>
          </summary>
          <div class="task-text" dangerouslySetInnerHTML={{ __html: taskHtml }} />
        </details>
        {exercise.type === 'diagnose' && questions.length > 0 && <QuestionForm {...{ language, questions, state }} />}
        <CheckList
          {...{ language, feedback, variants, verdict }}
          moment={{ variant: state.variant.value, at: state.moment.value }}
          onMoment={(check) => {
            state.showMoment(check);
            state.tab.value = 'cluster';
          }}
        />
        {verdict?.passed && exercise.type === 'manifest' && (
          <Changes {...{ language, before: start, after: state.yaml.value }} />
        )}
        {verdict?.passed && next && (
          <p class="pane-actions">
            <a class="button" data-kind="primary" href={next.href}>
              {t.nextLesson}: {next.title}
            </a>
          </p>
        )}
        <div class="hint-stack">
          {exercise.hints[language].slice(0, state.hints.value).map((hint, i) => (
            <div class="hint" key={i}>
              <b>{fill(t.hintTitle, { n: i + 1 })}</b>
              <Prose text={hint} />
            </div>
          ))}
          {state.hints.value < exercise.hints[language].length && (
            <div class="hint-row">
              <button type="button" class="button" data-size="sm" onClick={() => state.showHint()}>
                <Icon name="hint" />
                {fill(t.hint, { a: state.hints.value + 1, b: exercise.hints[language].length })}
              </button>
            </div>
          )}
          {state.solutionOpen.value ? (
            <details>
              <summary>{t.solution}</summary>
              <pre class="solution" tabIndex={0}>
                <code>{solution}</code>
              </pre>
            </details>
          ) : (
            <p class="lock-note">
              <Icon name="lock" />
              <span>{state.submissions.value === 2 ? t.gateNext : t.gate}</span>
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

/** The headline of a result; focus goes to it after a submission. */
function VerdictBox({ language, exercise, state }: Pick<TaskPaneProps, 'language' | 'exercise' | 'state'>) {
  const t = workspace[language];
  const { value: verdict } = state.verdict;
  const { value: stopped } = state.stopped;
  const ids = Object.keys(exercise.variants);
  const passing = ids.filter((id) => verdict?.checks.every((c) => (c.variants[id] ?? 'passed') === 'passed')).length;
  const counts =
    exercise.type === 'predict' || exercise.type === 'quiz'
      ? { a: verdict?.checks.filter((c) => c.state === 'passed').length ?? 0, b: verdict?.checks.length ?? 0 }
      : { a: passing, b: ids.length };
  const [failText, passText] =
    exercise.type === 'predict' || exercise.type === 'quiz'
      ? [t.verdictQuestionsFail, t.verdictQuestionsPass]
      : ids.length > 1
        ? [t.verdictFail, t.verdictPass]
        : [t.verdictFailOne, t.verdictPassOne];
  return (
    <div
      id="verdict"
      role="status"
      tabIndex={-1}
      class={verdict || stopped ? 'verdict' : 'verdict-empty'}
      data-r={stopped ? 'fail' : verdict?.passed ? 'pass' : verdict ? 'fail' : undefined}
    >
      {stopped ? (
        <>
          <Glyph name="failed" />
          <b>{t.crashed}</b>
          <span>
            {t[`limit_${stopped.limit}`]} <code>{stopped.message}</code>
          </span>
        </>
      ) : (
        verdict && (
          <>
            <Glyph name={verdict.passed ? 'ready' : 'failed'} />
            <b>{fill(verdict.passed ? passText : failText, counts)}</b>
            <span>{fill(t.submission, { n: state.submissions.value })}</span>
          </>
        )
      )}
    </div>
  );
}

function Changes({
  language,
  before,
  after,
}: {
  readonly language: Language;
  readonly before: string;
  readonly after: string;
}) {
  const t = workspace[language];
  const kind = { same: 'ctx', added: 'add', removed: 'del' } as const;
  return (
    <section class="hint-stack" aria-label={t.whatYouChanged}>
      <b>{t.whatYouChanged}</b>
      <div class="diff" tabIndex={0} role="group" aria-label={t.whatYouChanged}>
        {lineDiff(before.trimEnd(), after.trimEnd()).map((line, i) => (
          <div key={i} class={kind[line.kind]}>
            {line.text}
          </div>
        ))}
      </div>
    </section>
  );
}
