import { resourcesOf } from '../src/simulator/index.ts';
import {
  deployment,
  diagnose,
  firstFailing,
  isOf,
  isReady,
  pod,
  podsOfDeployment,
  requestsOf,
  sameObject,
  wasScheduled,
  type Finding,
  type Run,
  type Test,
} from './kit/index.ts';

const report = deployment('report');
const pods = podsOfDeployment('report');
const IMAGE = 'course/web:1.0';
const LABELS = { disktype: 'ssd' };
const TAINT = { key: 'team', value: 'ml', effect: 'NoSchedule' };

/** The newest Pod of report is Ready on node-c, where the scheduler put it. Facts: those of that Pod. */
const running: Test = (run) => {
  const { cluster, history } = run;
  const newest = [...(history.last(pods) ?? [])]
    .sort((a, b) => ((a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1))
    .at(-1);
  const placed = wasScheduled(run, newest);
  const open = cluster.store.get('Node', undefined, 'node-c')?.spec.unschedulable !== true;
  return {
    holds: newest?.spec.nodeName === 'node-c' && isReady(newest) && placed && open,
    facts: { ...pod('').facts(newest), way: placed ? (open ? 'scheduled' : 'cordon-ignored') : 'not-scheduled' },
  };
};

/**
 * The template asks for disktype=ssd and takes no way around: no nodeName, no toleration, no smaller request.
 * Facts: {selector} {way} {requests}.
 */
const selectorKept: Test = ({ history }) => {
  const spec = history.last(report)?.spec.template.spec;
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const asksFor = (key: string, value: string): boolean =>
    spec?.nodeSelector?.[key] === value ||
    (terms.length > 0 &&
      terms.every((term) =>
        term.matchExpressions?.some(
          (e) => e.key === key && e.operator === 'In' && e.values?.length === 1 && e.values[0] === value,
        ),
      ));
  const container = spec?.containers.find(isOf(IMAGE));
  const asks = spec && container && requestsOf(spec, container);
  const way =
    spec?.nodeName !== undefined
      ? 'node-name'
      : spec?.tolerations?.length
        ? 'toleration'
        : resourcesOf(asks).milliCpu < 2000
          ? 'less'
          : 'none';
  return {
    holds: Object.entries(LABELS).every(([key, value]) => asksFor(key, value)) && way === 'none',
    facts: {
      selector:
        Object.entries(spec?.nodeSelector ?? {})
          .map(([key, value]) => `${key}=${value}`)
          .join(',') || '–',
      requests: asks?.['cpu'] ?? '–',
      way,
    },
  };
};

/** The taint of another team is still on its node. */
function taintKept({ cluster }: Run): Finding {
  const taints = cluster.store.get('Node', undefined, 'node-b')?.spec.taints ?? [];
  return {
    holds: taints.some(
      ({ key, value, effect }) => key === TAINT.key && value === TAINT.value && effect === TAINT.effect,
    ),
    facts: { pod: '–', what: 'taint' },
  };
}

export default diagnose({
  variants: {
    shown: {
      cluster: [
        { name: 'node-a', labels: LABELS },
        { name: 'node-b', labels: LABELS, taints: [TAINT] },
        { name: 'node-c', labels: { ...LABELS, 'example.com/maintenance': 'finished' }, unschedulable: true },
        { name: 'node-d', labels: LABELS },
      ],
      before: '5m',
    },
  },
  after: '45s',
  checks: {
    running,
    'selector-kept': selectorKept,
    'others-untouched': (run) => {
      const same = (name: string): Finding => {
        const finding = sameObject(run.history, pod(name));
        return { ...finding, facts: { ...finding.facts, what: 'pod' } };
      };
      return firstFailing(same('db'), same('etl'), taintKept(run));
    },
  },
});
