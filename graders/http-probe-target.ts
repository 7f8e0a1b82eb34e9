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

/** Seconds from the break to the deadline; a probe that cannot act sooner is too slow. */
const NOTICE = 80;

/**
 * Where the probe went. Facts: {target} {port} {path} {ip} and the probe's; {named} "no" where its port is a name that no port of
 * the container has; {acts} "late" where it cannot act in time.
 */
const told = (run: Run) => {
  const last = run.history.last(web);
  const get = probeOf(last, 'liveness')?.httpGet;
  const ip = last?.status.podIP ?? '–';
  const facts = livenessFacts(last);
  const named = last?.spec.containers.some(({ ports }) => ports?.some(({ name }) => name === get?.port));
  return {
    ...facts,
    ...lastFailure(run, web, 'liveness'),
    target: `${get?.host ?? ip}:${get?.port ?? '–'}`,
    port: get?.port ?? '–',
    path: get?.path ?? '–',
    ip,
    named: typeof get?.port === 'string' && !named ? 'no' : 'yes',
    acts:
      Number(facts['threshold']) * Number(facts['period']) > NOTICE || Number(facts['delay']) > NOTICE
        ? 'late'
        : 'in time',
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
