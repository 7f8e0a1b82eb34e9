import type { Exercise } from '../course/exercise.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { Icon } from './Icon.tsx';
import { RunComparison } from './RunComparison.tsx';
import { SessionComparison } from './SessionComparison.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly exercise: Exercise;
  /** The reference solution's file. */
  readonly solution: string;
  readonly state: WorkspaceState;
}

/** The reference solution, once it may be seen, beside what the learner's own does. It is run when it is opened. */
export function SolutionGate({ language, exercise, solution, state }: Props) {
  const t = workspace[language];
  if (!state.solutionOpen.value)
    return (
      <p class="lock-note">
        <Icon name="lock" />
        <span>{state.submissions.value === 2 ? t.gateNext : t.gate}</span>
      </p>
    );
  return (
    <details
      class="solution-gate"
      onToggle={(event) => {
        if (event.currentTarget.open && exercise.type === 'manifest') void state.runReference(solution);
      }}
    >
      <summary>{t.solution}</summary>
      {exercise.type === 'diagnose' ? (
        <SessionComparison {...{ language, solution }} typed={state.terminal.entries.value} />
      ) : (
        <pre class="solution" tabIndex={0}>
          <code>{solution}</code>
        </pre>
      )}
      {exercise.type === 'manifest' && (
        <RunComparison {...{ language, state }} variants={Object.keys(exercise.variants)} />
      )}
    </details>
  );
}
