import {
  all,
  hasImage,
  hasProbe,
  hasRestarted,
  lastFailure,
  livenessFacts,
  manifest,
  oneNode,
  pod,
  probeOf,
  restarts,
  telling,
  type Run,
  type Test,
} from './kit/index.ts';

const worker = pod('worker');
const beating = (env: Readonly<Record<string, string>>) => ({ cluster: oneNode(), env: { 'course/worker': env } });

/** Facts: those of the probe, its last failure, {command}, {shell}, {failing} "yes" where the command has ended with another code than 0. */
const told = (run: Run) => {
  const last = run.history.last(worker);
  const command = probeOf(last, 'liveness')?.exec?.command;
  return {
    ...livenessFacts(last),
    ...lastFailure(run, worker, 'liveness'),
    command: command?.join(' ') ?? '–',
    shell: command?.[1] === '-c' ? 'yes' : 'no',
    failing: run.cluster.history.entries.some((e) => e.type === 'probe' && e.result === 'failure') ? 'yes' : 'no',
  };
};
const staysUp: Test = (run) => telling(run.history.through('240s').expect(worker, restarts(0)), told(run));

export default manifest({
  variants: {
    shown: beating({ BEAT_SECONDS: '5' }),
    stall: beating({ BEAT_SECONDS: '5', HANG_AT: '60' }),
    'slow-beat': beating({ BEAT_SECONDS: '55' }),
  },
  until: '242s',
  checks: {
    keeps: (run) =>
      telling(run.history.by('5s').expect(worker, all(hasImage('course/worker:1.0'), hasProbe('liveness'))), told(run)),
    steady: { on: ['shown'], test: staysUp },
    'detects-stall': {
      on: ['stall'],
      test: (run) => telling(run.history.by('190s').expect(worker, hasRestarted), told(run), '190s'),
    },
    'slow-beat': { on: ['slow-beat'], test: staysUp },
  },
});
