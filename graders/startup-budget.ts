import type { Pod } from '../src/simulator/index.ts';
import {
  all,
  bootBudget,
  envOf,
  hasImage,
  hasProbe,
  hasRestarted,
  isRunning,
  lastFailure,
  livenessFacts,
  manifest,
  oneNode,
  pod,
  probeOf,
  restarts,
  telling,
  type Facts,
  type Test,
} from './kit/index.ts';

const app = pod('app');
const web = (env: Readonly<Record<string, string>>) => ({ cluster: oneNode(), env: { 'course/web': env } });

/** Whether the startup probe still holds the others back: {startup} "none", "waiting" or "passed", and its {budget} in seconds. */
const startupFacts = (found: Pod | undefined): Facts => ({
  startup: !probeOf(found, 'startup')
    ? 'none'
    : found?.status.containerStatuses?.[0]?.started === true
      ? 'passed'
      : 'waiting',
  budget: bootBudget(found),
});

const restartedBy =
  (time: '75s' | '260s'): Test =>
  (run) =>
    telling(
      run.history.by(time).expect(app, hasRestarted),
      {
        ...livenessFacts(run.history.last(app)),
        ...lastFailure(run, app, 'liveness'),
        ...startupFacts(run.history.stateAt(app, time)),
      },
      time,
    );

export default manifest({
  variants: {
    shown: web({ START_SECONDS: '45' }),
    'slow-node': web({ START_SECONDS: '70' }),
    'early-hang': web({ START_SECONDS: '5', HANG_AT: '20' }),
    'late-hang': web({ START_SECONDS: '45', HANG_AT: '200' }),
  },
  until: '262s',
  checks: {
    keeps: ({ history }) =>
      telling(
        history.by('5s').expect(app, all(hasImage('course/web:1.0'), hasProbe('liveness'))),
        livenessFacts(history.last(app)),
      ),
    boots: {
      on: ['shown', 'slow-node'],
      test: (run) => {
        const last = run.history.last(app);
        const boot = envOf(last?.spec, 'START_SECONDS') ?? '–';
        const budget = bootBudget(last);
        return telling(run.history.through('120s').expect(app, all(isRunning, restarts(0))), {
          ...lastFailure(run, app),
          budget,
          boot,
          enough: budget > Number(boot) ? 'yes' : 'no',
        });
      },
    },
    'detects-early': { on: ['early-hang'], test: restartedBy('75s') },
    'detects-late': { on: ['late-hang'], test: restartedBy('260s') },
  },
});
