import type { Pod } from '../src/simulator/index.ts';
import { podRequests } from '../src/simulator/index.ts';
import {
  at,
  bootBudget,
  diagnose,
  each,
  envOf,
  hasImage,
  noNewRestarts,
  podsOfDeployment,
  probeOf,
  readyPods,
  setKnob,
  telling,
  threeNodes,
  type Run,
  type Test,
} from './kit/index.ts';

const pods = podsOfDeployment('search');
/** When the grader lets the process hang, from the last command, and how long a probe may take to find out. */
const HANGS = 305;
const FOUND = 90;
/** A delay, or a startup budget, past this leaves a process that hangs from its start alone for too long. */
const LONGEST_ALONE = 120;

/** The newest: of a roll-out that does not end the older one is still there. */
const lastPod = ({ history }: Run): Pod | undefined => history.last(pods)?.at(-1);
const cpuLimit = (pod: Pod | undefined): string => pod?.spec.containers[0]?.resources?.limits?.['cpu'] ?? 'none';

/** Ready within 90 s, and not restarted until the grader lets it hang. Facts: {newRestarts}, {limit} of CPU, {budget} of the probe. */
const boots: Test = (run) => {
  const { history, handedIn } = run;
  const ready = history.at(`${handedIn + 90}s`).expect(pods, readyPods(1));
  const steady = noNewRestarts(run, pods, 35, HANGS - 5);
  return {
    ...(ready.holds ? steady : ready),
    holds: ready.holds && steady.holds,
    facts: {
      ...ready.facts,
      newRestarts: steady.facts['newRestarts'] ?? 0,
      limit: cpuLimit(lastPod(run)),
      budget: bootBudget(lastPod(run)),
    },
  };
};

const bootOf = (pod: Pod | undefined): string | undefined => envOf(pod?.spec, 'BOOT_CPU_SECONDS');

/** Every Pod requests what it did, for the scheduler must go on counting it, and has the same boot before it. Facts: {boot} in CPU seconds. */
const requestKept: Test = ({ history }) => {
  const least = podRequests((history.first(pods) ?? [])[0]!);
  const keeps = (pod: Pod | undefined): boolean =>
    pod !== undefined &&
    hasImage('course/jvm:1.0')(pod) &&
    podRequests(pod).milliCpu >= least.milliCpu &&
    podRequests(pod).memory >= least.memory &&
    bootOf(pod) === bootOf(history.first(pods)?.[0]);
  return telling(history.atEnd().expect(pods, each(keeps)), { boot: bootOf(history.last(pods)?.at(-1)) ?? '–' });
};

const restartsAt = ({ history, handedIn }: Run, after: number): number =>
  (history.stateAt(pods, `${handedIn + after}s`) ?? []).reduce(
    (sum, { status }) => sum + (status.containerStatuses?.[0]?.restartCount ?? 0),
    0,
  );

/**
 * The process that hangs is restarted in time, and would be from its start. Facts: {delay}, {alone} seconds from the start, {long} "yes"
 * where that is too many, {held} by which of "startup" and "delay", {liveness}, {failed} "never" where it took no notice of the hang.
 */
const detects: Test = (run) => {
  const liveness = probeOf(lastPod(run), 'liveness');
  const delay = liveness?.initialDelaySeconds ?? 0;
  const startup = probeOf(lastPod(run), 'startup');
  const alone = startup ? bootBudget(lastPod(run)) : delay;
  const failed = run.cluster.history.entries.some(
    (e) =>
      e.type === 'probe' &&
      e.probe === 'liveness' &&
      e.result === 'failure' &&
      run.history.since(e.at) > run.handedIn + HANGS,
  );
  const restarted = restartsAt(run, HANGS + FOUND) > restartsAt(run, HANGS);
  const finding = run.history
    .at(`${run.handedIn + HANGS + FOUND}s`)
    .expect(pods, () => restarted && alone <= LONGEST_ALONE);
  return {
    ...finding,
    facts: {
      ...finding.facts,
      delay,
      alone,
      long: alone > LONGEST_ALONE ? 'yes' : 'no',
      held: startup ? 'startup' : 'delay',
      liveness: liveness ? 'kept' : 'gone',
      failed: failed ? 'some' : 'never',
    },
  };
};

export default diagnose({
  variants: { shown: { cluster: threeNodes(), before: '10m' } },
  after: '400s',
  then: [at(`${HANGS}s`, setKnob('course/jvm', 'HANG_AT', '0'))],
  checks: { boots, 'request-kept': requestKept, detects },
});
