import type { ExerciseType } from '../course/exercise.ts';
import type { CheckResult } from '../sandbox/client.ts';
import { podOfMoment, secondOfMoment } from './moment-of-interest.ts';
import type { TerminalSession } from './terminal-session.ts';
import type { WorkspaceSignals } from './workspace-signals.ts';

/**
 * Brings the run that a check looked at, its second and its Pod.
 * @param shown - the variant whose cluster a terminal types into: where somebody typed on, it is not the one that was judged
 */
export function showMoment(
  state: WorkspaceSignals,
  terminal: Pick<TerminalSession, 'busy' | 'settled'>,
  type: ExerciseType,
  shown: string,
  { moment }: CheckResult,
): void {
  if (!moment) return;
  const show = (): void => {
    const judged = state.verdict.value?.pictures[moment.variant];
    state.variant.value = moment.variant;
    state.moment.value = secondOfMoment(judged, moment);
    if (type === 'diagnose' && moment.variant === shown) state.ended.value = judged;
    state.pod.value = podOfMoment(judged, moment, state.pod.value);
  };
  show();
  if (terminal.busy.value) void terminal.settled().then(show); // what is under way would take its place
}
