import type { Pod } from '../src/simulator/index.ts';
import { hasImage, isComplete, job, manifest, oneNode, podsOfJob, threeNodes, type Test } from './kit/index.ts';

const charge = job('charge');
const pods = podsOfJob('charge');
const fails = (code: string) => ({ 'course/batch': { EXIT_CODE: code } });

/**
 * Every start of the container charges the order. Facts: {charges}, {pods} that were ever there, {limit}, {policy},
 * {completions}, {wanted}: "one" or "several".
 */
const chargedOnce: Test = ({ cluster, history }) => {
  const starts = cluster.history.entries.filter(
    (entry) => entry.type === 'container' && entry.what === 'started' && entry.detail.includes('/batch'),
  );
  const { spec } = history.last(charge) ?? history.stateAt(charge, '5s') ?? {};
  const second = starts[1];
  return {
    holds: starts.length === 1,
    facts: {
      charges: starts.length,
      pods: new Set(starts.map((entry) => entry.type === 'container' && entry.pod)).size,
      limit: spec?.backoffLimit ?? '–',
      completions: spec?.completions ?? 1,
      wanted: (spec?.completions ?? 1) > 1 ? 'several' : 'one',
      policy: spec?.template.spec?.restartPolicy ?? '–',
    },
    at: second ? history.since(second.at) : 0,
    entry: second?.index,
  };
};

const runsBatch = (found: readonly Pod[] = []): boolean => found.some(hasImage('course/batch:1.0'));

export default manifest({
  variants: {
    shown: { cluster: oneNode() },
    fails: { cluster: oneNode(), env: fails('1') },
    'fails-on-three': { cluster: threeNodes(), env: fails('3') },
  },
  until: '300s',
  checks: {
    keeps: ({ history }) => {
      const made = history.statesOf(pods, '0s', '5s').some(runsBatch);
      return { ...history.at('5s').expect(charge, () => made), holds: made };
    },
    'charged-once': chargedOnce,
    complete: { on: ['shown'], test: ({ history }) => history.by('60s').expect(charge, isComplete) },
    'failed-fast': {
      on: ['fails', 'fails-on-three'],
      test: ({ history }) =>
        history
          .by('60s')
          .expect(
            charge,
            (found) => found?.status.conditions?.some((c) => c.type === 'Failed' && c.status === 'True') ?? false,
          ),
    },
  },
});
