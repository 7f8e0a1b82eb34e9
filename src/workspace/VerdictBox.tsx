import type { Exercise, ExerciseFeedback } from '../course/exercise.ts';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { results } from '../i18n/results.ts';
import type { State, Verdict } from '../sandbox/client.ts';
import { Glyph } from './Icon.tsx';
import { Prose } from './Prose.tsx';
import { failsSentence, stateOf } from './variant-sentence.ts';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly exercise: Exercise;
  readonly feedback: ExerciseFeedback;
  readonly state: WorkspaceState;
}

/** The headline of a result, or why there is none; focus goes to it after a submission. */
export function VerdictBox({ language, exercise, feedback, state }: Props) {
  const t = results[language];
  const { value: verdict } = state.verdict;
  const { value: stopped } = state.stopped;
  const { value: note } = state.note;
  const isTold = verdict !== undefined || stopped !== undefined || note !== 'none';
  const isShown = stopped === undefined && isTold;
  return (
    <div
      id="verdict"
      tabIndex={-1}
      class={isTold ? 'verdict' : 'verdict-empty'}
      data-r={stopped ? 'fail' : verdict?.passed ? 'pass' : verdict ? 'fail' : undefined}
      {...(isShown
        ? { role: 'group', 'aria-labelledby': 'verdict-headline', 'aria-describedby': 'verdict-summary' }
        : {})}
    >
      {/* A result takes the focus, which reads it; only what stopped is told from where it stands. */}
      <div class="verdict-stopped" role="status">
        {stopped && (
          <>
            <Glyph name="failed" />
            <b>
              {exercise.type === 'manifest' ? t.crashed : exercise.type === 'diagnose' ? t.terminalSafe : t.answersSafe}
            </b>
            <span>
              {t[`limit_${stopped.limit}`]} <code>{stopped.message}</code>
            </span>
            <span>
              <button type="button" class="button" data-size="sm" onClick={() => void state.restart()}>
                {t.startAgain}
              </button>
            </span>
          </>
        )}
      </div>
      {stopped ? null : verdict ? (
        <>
          <Glyph name={verdict.passed ? 'ready' : 'failed'} />
          <b id="verdict-headline">{headline(language, exercise, verdict)}</b>
          <span id="verdict-summary">
            {failsSentence(statesOf(exercise, verdict), namesOf(exercise, language), language)}{' '}
            {note === 'unchanged' ? t.unchanged : <Prose text={summary({ language, feedback, state }, verdict)} />}
          </span>
        </>
      ) : (
        note === 'unchanged' && (
          <>
            <Glyph name="to-do" />
            <b id="verdict-headline">
              {exercise.type === 'predict' || exercise.type === 'quiz' ? t.unanswered : t.unchanged}
            </b>
          </>
        )
      )}
    </div>
  );
}

/** "Passes on 2 of 3 clusters", "6 of 8 right". */
function headline(language: Language, exercise: Exercise, verdict: Verdict): string {
  const { checks, passed } = verdict;
  const t = results[language];
  if (exercise.type === 'predict' || exercise.type === 'quiz')
    return fill(passed ? t.verdictQuestionsPass : t.verdictQuestionsFail, {
      a: checks.filter((c) => c.state === 'passed').length,
      b: checks.length,
    });
  const ids = Object.keys(exercise.variants);
  if (ids.length === 1) return passed ? t.verdictPassOne : t.verdictFailOne;
  const passing = Object.values(statesOf(exercise, verdict)).filter((state) => state === 'passed').length;
  return fill(passed ? t.verdictPass : t.verdictFail, { a: passing, b: ids.length });
}

const statesOf = ({ variants }: Exercise, { checks }: Verdict): Readonly<Record<string, State>> =>
  Object.fromEntries(Object.keys(variants).map((id) => [id, stateOf(checks, id)]));
const namesOf = ({ variants }: Exercise, language: Language): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(variants).map(([id, name]) => [id, name[language]]));

/** How many checks failed and which one first; after a pass, what it took. */
function summary({ language, feedback, state }: Omit<Props, 'exercise'>, { checks, passed }: Verdict): string {
  const t = results[language];
  const n = state.submissions.value;
  if (!passed) {
    const failed = checks.filter((c) => c.state === 'failed');
    const first = failed[0] && feedback[failed[0].id]?.title[language];
    if (!first || failed.length === 0) return fill(t.submission, { n });
    return fill(t.verdictFirst, { n, a: failed.length, b: checks.length, x: first });
  }
  const h = state.hints.value;
  const took = fill(h === 0 ? t.verdictHints0 : h === 1 ? t.verdictHints1 : t.verdictHints, { n, h });
  return state.saved.value === 'failed' ? took : `${took} ${t.recorded}`;
}
