import type { Pod } from '../src/simulator/index.ts';
import {
  hasImage,
  isUnschedulable,
  manifest,
  mixedNodes,
  placed,
  pod,
  telling,
  tenants,
  type Test,
} from './kit/index.ts';

const ledger = pod('ledger');
const IMAGE = 'course/web:1.0';

const terms = (spec: Pod['spec'] | undefined): number =>
  spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms?.length ?? 0;

/** Which misreading let a node in: {how}, and the number of {terms}. */
function how(spec: Pod['spec'] | undefined, node: string): { readonly how: string; readonly terms: number } {
  const n = terms(spec);
  const named = spec?.nodeName !== undefined && node === '–' ? 'nowhere' : undefined;
  return { how: named ?? (n > 1 ? 'or' : n === 1 ? 'expression' : 'no-requirement'), terms: n };
}

const onSsdProd: Test = ({ cluster, history }) => {
  const finding = placed(history, ledger, (node) => {
    const labels = cluster.store.get('Node', undefined, node)?.metadata.labels;
    return labels?.['disk'] === 'ssd' && labels['env'] === 'prod';
  });
  return { ...finding, facts: { ...finding.facts, ...how(history.last(ledger)?.spec, String(finding.facts['node'])) } };
};

/** Each has one of the two labels, or the other value of one. */
const others = [
  { name: 'ssd-spare', labels: { disk: 'ssd' } },
  { name: 'prod-spare', labels: { env: 'prod' } },
  { name: 'ssd-staging', labels: { disk: 'ssd', env: 'staging' } },
  { name: 'nvme-prod', labels: { disk: 'nvme', env: 'prod' } },
];
const full = tenants({ node: 'ssd-prod', cpu: '3750m', memory: '6Gi' });

export default manifest({
  variants: {
    shown: { cluster: mixedNodes(), objects: tenants({ node: 'ssd-prod', cpu: '2', memory: '3584Mi' }) },
    full: { cluster: [...mixedNodes(), ...others], objects: full },
    'second-node': {
      cluster: [...mixedNodes(), { name: 'ssd-prod-2', labels: { disk: 'ssd', env: 'prod' } }],
      objects: full,
    },
  },
  until: '62s',
  checks: {
    keeps: ({ history }) => history.by('5s').expect(ledger, hasImage(IMAGE, { cpu: '200m', memory: '256Mi' })),
    'only-ssd-prod': { on: ['shown'], test: onSsdProd },
    waits: {
      on: ['full'],
      test: ({ history }) => {
        const finding = history.at('60s').expect(ledger, isUnschedulable);
        return telling(finding, how(history.last(ledger)?.spec, String(finding.facts['node'])));
      },
    },
    'new-node': { on: ['second-node'], test: onSsdProd },
  },
});
