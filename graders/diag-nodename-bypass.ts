import type { Pod } from '../src/simulator/index.ts';
import {
  at,
  deployment,
  diagnose,
  firstFailing,
  isReady,
  pod,
  podsOfDeployment,
  readyPods,
  sameObject,
  stays,
  threeNodes,
  type,
  wasScheduled,
  type Finding,
  type Run,
  type Test,
} from './kit/index.ts';

const cam = podsOfDeployment('cam');
const probeX = podsOfDeployment('probe-x');
/** Seconds in which what the last command undid may still reject a Pod. */
const SETTLING = 10;
const QUOTA = 40;
/** When the grader makes room in the quota, so that whatever still makes Pods that are refused makes some more. */
const CLEARED = '65s';

const isRejected = (found: Pod | undefined): boolean =>
  found?.status.phase === 'Failed' && (found.status.reason ?? '').startsWith('OutOf');

/**
 * Two Pods of cam are Ready by 60 s, each on a node that the scheduler gave it.
 * Facts: those of a Pod that was not rejected, {rejected} Pods, {wanted} by the Deployment, {way}: "node-name", "waits",
 * "quota" or "scheduled".
 */
const camReady: Test = (run) => {
  const { history, handedIn } = run;
  const pods = (history.stateAt(cam, `${handedIn + 60}s`) ?? []).filter(stays);
  const living = pods.filter((found) => !isRejected(found));
  const byHand =
    history.last(deployment('cam'))?.spec.template.spec?.nodeName !== undefined ||
    living.some((found) => isReady(found) && !wasScheduled(run, found));
  const way = byHand
    ? 'node-name'
    : living.some(({ spec }) => spec.nodeName === undefined)
      ? 'waits'
      : living.length === 0
        ? 'quota'
        : 'scheduled';
  const finding = history.at(`${handedIn + 60}s`).expect(cam, readyPods(2));
  return {
    ...finding,
    holds: finding.holds && !byHand,
    facts: {
      ...cam.facts(living),
      readyPods: living.filter(isReady).length,
      rejected: pods.length - living.length,
      way,
      wanted: history.last(deployment('cam'))?.spec.replicas ?? 0,
    },
  };
};

/** No kubelet refuses a Pod any more once the last command has had its effect. Facts: {rejects}, {pod} the first, {node}. */
const noMoreRejects: Test = ({ cluster, history, handedIn }) => {
  const refused = cluster.history.entries.flatMap((entry) =>
    entry.type === 'write' &&
    entry.kind === 'Pod' &&
    history.since(entry.at) > handedIn + SETTLING &&
    isRejected(entry.after as Pod | undefined) &&
    !isRejected(entry.before as Pod | undefined)
      ? [{ index: entry.index, at: history.since(entry.at), after: entry.after as Pod }]
      : [],
  );
  const [first] = refused;
  return {
    holds: refused.length === 0,
    facts: {
      rejects: refused.length,
      pod: first?.after.metadata.name ?? '–',
      node: first?.after.spec.nodeName ?? '–',
    },
    at: first?.at,
    entry: first?.index,
  };
};

/** The quota still guards the namespace. */
function quotaKept({ cluster }: Run): Finding {
  const hard = cluster.store.get('ResourceQuota', 'default', 'guard')?.spec?.hard?.['count/pods'];
  return { holds: hard !== undefined && Number(hard) <= QUOTA, facts: { pod: 'guard', status: '–', what: 'quota' } };
}

/** Facts: {pod} that does not run or is not as it was, its {status}, {what}: "probe-x", "late", "archive" or "quota". */
const othersRunning: Test = (run) => {
  const { history, handedIn } = run;
  const then = `${handedIn + 60}s` as const;
  const told = (finding: Finding, name: string, what: string): Finding => ({
    ...finding,
    facts: { ...finding.facts, pod: name, what },
  });
  return firstFailing(
    told(history.at(then).expect(probeX, readyPods(1)), 'probe-x', 'probe-x'),
    told(history.at(then).expect(pod('late'), isReady), 'late', 'late'),
    told(sameObject(history, pod('archive')), 'archive', 'archive'),
    quotaKept(run),
  );
};

export default diagnose({
  variants: { shown: { cluster: threeNodes(), before: '3m' } },
  after: '122s',
  then: [at(CLEARED, type('kubectl delete pods --field-selector=status.phase=Failed'))],
  checks: { 'cam-ready': camReady, 'no-more-rejects': noMoreRejects, 'others-running': othersRunning },
});
