import type { Exercise } from '../course/exercise.ts';
import type { Verdict } from '../sandbox/client.ts';
import { momentOfInterest, podOfMoment, secondOfMoment } from './moment-of-interest.ts';
import type { WorkspaceSignals } from './workspace-signals.ts';

/**
 * Shows what came of a submission: its checks, its runs, and the moment that is worth a look first.
 * A manifest that was refused ran nothing: the last run that there was stays, as an older one.
 *
 * @param shown - the variant whose cluster is seen before the first submission
 */
export function takeVerdict(state: WorkspaceSignals, verdict: Verdict, type: Exercise['type'], shown: string): void {
  const isRefused = verdict.problems.some(({ severity }) => severity === 'error');
  const run = isRefused ? undefined : verdict.pictures[shown];
  state.stopped.value = undefined;
  state.verdict.value = verdict;
  state.problems.value = verdict.problems;
  state.stale.value = type === 'manifest' && run === undefined;
  // A terminal's cluster goes on from where it was; how all ended is seen until it does.
  if (type === 'diagnose') state.ended.value = run;
  const live = type === 'diagnose' && state.pictures.value[shown];
  if (run) state.pictures.value = { ...verdict.pictures, ...(live ? { [shown]: live } : {}) };
  if (state.stale.value) return; // and so does the moment at which it was seen
  const failed = verdict.checks.find((check) => check.state === 'failed');
  const moment = failed?.moment;
  const judged = moment && verdict.pictures[moment.variant];
  state.variant.value = moment?.variant ?? shown;
  state.pod.value = moment && podOfMoment(judged, moment);
  if (moment) state.moment.value = secondOfMoment(judged, moment);
  else if (type === 'predict' || (verdict.passed && type !== 'diagnose')) state.moment.value = momentOfInterest(run);
}
