import { useState } from 'preact/hooks';
import type { Exercise } from '../course/exercise.ts';
import type { Language } from '../i18n/languages.ts';
import { results } from '../i18n/results.ts';
import { Icon } from './Icon.tsx';
import type { RunComparison } from './RunComparison.tsx';
import type { SessionComparison } from './SessionComparison.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly exercise: Exercise;
  /** The reference solution's file. */
  readonly solution: string;
  readonly state: WorkspaceState;
}

/** What compares, loaded when the solution is opened. */
interface Comparing {
  readonly RunComparison?: typeof RunComparison;
  readonly SessionComparison?: typeof SessionComparison;
}

/** The reference solution, once it may be seen, beside what the learner's own does. It is run when it is opened. */
export function SolutionGate({ language, exercise, solution, state }: Props) {
  const t = results[language];
  const [comparing, setComparing] = useState<Comparing>({});
  if (!state.solutionOpen.value)
    return (
      <p class="lock-note">
        <Icon name="lock" />
        <span>{state.submissions.value === 2 ? t.gateNext : t.gate}</span>
      </p>
    );

  async function compare(): Promise<void> {
    if (exercise.type === 'manifest') {
      void state.runReference(solution);
      const { RunComparison } = await import('./RunComparison.tsx');
      setComparing({ RunComparison });
    } else if (exercise.type === 'diagnose') {
      const { SessionComparison } = await import('./SessionComparison.tsx');
      setComparing({ SessionComparison });
    }
  }

  return (
    <details class="solution-gate" onToggle={(event) => void (event.currentTarget.open && compare())}>
      <summary>{t.solution}</summary>
      {exercise.type !== 'diagnose' && (
        <pre class="solution" tabIndex={0}>
          <code>{solution}</code>
        </pre>
      )}
      {comparing.SessionComparison && (
        <comparing.SessionComparison {...{ language, solution }} typed={state.terminal.entries.value} />
      )}
      {comparing.RunComparison && (
        <comparing.RunComparison {...{ language, state }} variants={Object.keys(exercise.variants)} />
      )}
    </details>
  );
}
