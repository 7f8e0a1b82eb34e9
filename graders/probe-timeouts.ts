import {
  all,
  envOf,
  firstFailing,
  hasImage,
  hasProbe,
  hasRestarted,
  isReady,
  lastFailure,
  livenessFacts,
  manifest,
  oneNode,
  pod,
  probeOf,
  restarts,
  slowness,
  telling,
  type Run,
} from './kit/index.ts';

const app = pod('app');
const web = (env: Readonly<Record<string, string>>) => ({ cluster: oneNode(), env: { 'course/web': env } });
const latency = ({ history }: Run): string => envOf(history.last(app)?.spec, 'LATENCY_MS') ?? '–';

export default manifest({
  variants: {
    shown: web({ LATENCY_MS: '1500' }),
    peak: web({ LATENCY_MS: '2500' }),
    hang: web({ LATENCY_MS: '1500', HANG_AT: '150' }),
  },
  until: '302s',
  checks: {
    keeps: ({ history }) =>
      telling(
        history.by('5s').expect(app, all(hasImage('course/web:1.0'), hasProbe('readiness'), hasProbe('liveness'))),
        livenessFacts(history.last(app)),
      ),
    'no-false-kills': {
      on: ['shown', 'peak'],
      test: (run) =>
        telling(run.history.through('300s').expect(app, restarts(0)), {
          ...livenessFacts(run.history.last(app)),
          ...lastFailure(run, app, 'liveness'),
          latency: latency(run),
        }),
    },
    'ready-through': {
      on: ['shown', 'peak'],
      test: (run) =>
        telling(
          firstFailing(run.history.by('30s').expect(app, isReady), run.history.through('300s').expect(app, isReady)),
          { ...lastFailure(run, app, 'readiness'), latency: latency(run) },
        ),
    },
    'detects-hang': {
      on: ['hang'],
      test: (run) => {
        const last = run.history.last(app);
        const facts = { ...livenessFacts(last), ...lastFailure(run, app, 'liveness') };
        return telling(
          run.history.by('275s').expect(app, hasRestarted),
          { ...facts, ...slowness(probeOf(last, 'liveness')) },
          '275s',
        );
      },
    },
  },
});
