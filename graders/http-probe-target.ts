import {
  all,
  hasImage,
  hasLabels,
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
  threeNodes,
  type Run,
} from './kit/index.ts';

const web = pod('web');

/** Where the probe went. Facts: {target} {port} {path} {ip} and the probe's. */
const told = (run: Run) => {
  const last = run.history.last(web);
  const get = probeOf(last, 'liveness')?.httpGet;
  const ip = last?.status.podIP ?? '–';
  return {
    ...livenessFacts(last),
    ...lastFailure(run, web, 'liveness'),
    target: `${get?.host ?? ip}:${get?.port ?? '–'}`,
    port: get?.port ?? '–',
    path: get?.path ?? '–',
    ip,
  };
};

export default manifest({
  variants: {
    shown: { cluster: oneNode() },
    wedged: { cluster: oneNode(), env: { 'course/web': { WEDGE_AT: '90' } } },
    'three-nodes': { cluster: threeNodes() },
  },
  until: '172s',
  checks: {
    keeps: (run) =>
      telling(
        run.history
          .by('5s')
          .expect(web, all(hasImage('course/web:1.0'), hasProbe('liveness'), hasLabels({ app: 'web' }))),
        told(run),
      ),
    'stays-up': {
      on: ['shown', 'three-nodes'],
      test: (run) => telling(run.history.through('120s').expect(web, restarts(0)), told(run)),
    },
    notices: {
      on: ['wedged'],
      test: (run) => telling(run.history.by('170s').expect(web, hasRestarted), told(run), '170s'),
    },
  },
});
