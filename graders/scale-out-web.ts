import type { Cluster } from '../src/simulator/index.ts';
import {
  at,
  hasImage,
  isReady,
  loseNode,
  manifest,
  oneNode,
  podsWith,
  readyPods,
  stays,
  threeNodes,
  type,
  type Test,
} from './kit/index.ts';

const pods = podsWith({ app: 'web' });
const LOST = 'node-b';

const deleteOne = {
  run(cluster: Cluster): void {
    const [first] = cluster.store.list('Pod').filter((pod) => pod.metadata.labels?.['app'] === 'web');
    if (first) cluster.start(`kubectl delete pod ${first.metadata.name} --wait=false`);
  },
};
const actions = [at('60s', deleteOne), at('120s', type("kubectl set image deployment/web '*=course/web:2.0'"))];
const WHOLE = ['shown', 'three-nodes'];

/** Facts: {new}: Pods that were not there before the delete. */
const heals: Test = ({ history }) => {
  const before = new Set((history.stateAt(pods, '59s') ?? []).map(({ metadata }) => metadata.uid));
  const now = (history.stateAt(pods, '90s') ?? []).filter(stays);
  const made = now.filter(({ metadata }) => !before.has(metadata.uid)).length;
  const finding = history.at('90s').expect(pods, readyPods(3));
  return { ...finding, holds: finding.holds && made === 1, facts: { ...finding.facts, new: made } };
};

/** Facts: {updated}: Pods of the new version; {fewest}: Pods that were Ready at one time during the roll-out. */
const rolls: Test = ({ history }) => {
  const isNew = hasImage('course/web:2.0');
  const done = history.at('240s').expect(pods, (found = []) => readyPods(3)(found) && found.filter(stays).every(isNew));
  const updated = (history.stateAt(pods, '240s') ?? []).filter(stays).filter(isNew).length;
  const fewest = Math.min(
    ...history
      .statesOf(pods, '95s', '240s')
      .map((found = []) => found.filter((pod) => stays(pod) && isReady(pod)).length),
  );
  return { ...done, holds: done.holds && fewest >= 3, facts: { ...done.facts, updated, fewest } };
};

const elsewhere: Test = ({ history }) => {
  const there = (history.stateAt(pods, '450s') ?? []).filter((pod) => stays(pod) && pod.spec.nodeName !== LOST);
  const ready = there.filter(isReady).length;
  const finding = history.at('450s').expect(pods, () => ready >= 3);
  return { ...finding, facts: { ...finding.facts, readyPods: ready } };
};

export default manifest({
  variants: {
    shown: { cluster: oneNode(), actions },
    'three-nodes': { cluster: threeNodes(), actions },
    'node-lost': { cluster: threeNodes(), actions: [at('60s', loseNode(LOST))] },
  },
  until: '452s',
  checks: {
    'three-ready': ({ history }) =>
      history.at('59s').expect(pods, (found = []) => readyPods(3)(found) && found.filter(stays).length === 3),
    heals: { on: WHOLE, test: heals },
    rolls: { on: WHOLE, test: rolls },
    'node-lost': { on: ['node-lost'], test: elsewhere },
  },
});
