import type { Pod } from '../src/simulator/index.ts';
import { podRequests } from '../src/simulator/index.ts';
import {
  at,
  deployment,
  diagnose,
  isReady,
  podsOfDeployment,
  stays,
  threeNodes,
  type,
  type Duration,
  type Run,
  type Test,
} from './kit/index.ts';

const ingest = podsOfDeployment('ingest');
const reports = podsOfDeployment('reports');
/** From the last command: what must stand by then, and when the grader asks for two more reports. */
const SETTLED = 90;
const MORE = 150;
const END = 300;
/** Reports that are there when the learner comes. */
const REPLICAS = 2;

/** What came a minute after ingest: classes, then the Deployment that needs two CPUs a Pod. */
const CLASSES = `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: standard
value: 1000
globalDefault: true
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: critical
value: 10000
`;
const REPORTS = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: reports
spec:
  replicas: 1
  selector:
    matchLabels: { app: reports }
  template:
    metadata:
      labels: { app: reports }
    spec:
      containers:
        - name: reports
          image: course/worker:1.0
          resources:
            requests: { cpu: "2", memory: 256Mi }
`;

const after = ({ handedIn }: Run, seconds: number): Duration => `${handedIn + seconds}s`;
const asksFor =
  (milliCpu: number) =>
  (found: Pod): boolean =>
    podRequests(found).milliCpu >= milliCpu;

const isPreempted = ({ status }: Pod): boolean =>
  (status.conditions ?? []).some((c) => c.type === 'DisruptionTarget' && c.reason === 'PreemptionByScheduler');

/** Pods of ingest that had to make room once the last command has had its effect. */
const preempted = ({ cluster, history, handedIn }: Run): readonly { readonly at: number; readonly pod: Pod }[] =>
  cluster.history.entries.flatMap((entry) => {
    if (entry.type !== 'write' || entry.kind !== 'Pod' || !entry.before || !entry.after) return [];
    const [before, pod] = [entry.before as Pod, entry.after as Pod];
    const when = history.since(entry.at);
    return ingest.like(pod) && isPreempted(pod) && !isPreempted(before) && when > handedIn + SETTLED
      ? [{ at: when, pod }]
      : [];
  });

/** The value that a Pod without a class gets now. */
const defaultPriority = ({ history }: Run): number =>
  history.listLast('PriorityClass').find(({ globalDefault }) => globalDefault === true)?.value ?? 0;

/**
 * Three Pods of ingest of the size that they had are Ready throughout, and none has to make room.
 * Facts: {readyPods} the fewest of them, {preempted}, {priority} of ingest and {outranks}: of reports, {default}.
 */
const ingestSteady: Test = (run) => {
  const { history } = run;
  const ready = (found: readonly Pod[] = []): number =>
    found.filter((p) => stays(p) && isReady(p) && asksFor(3000)(p)).length;
  const states = history.statesOf(ingest, after(run, SETTLED), after(run, END));
  const fewest = Math.min(...states.map(ready));
  const gone = preempted(run);
  const priorityOf = (found: readonly Pod[] | undefined): number | string => found?.find(stays)?.spec.priority ?? '–';
  const finding = history.at(after(run, SETTLED)).expect(ingest, () => true);
  return {
    ...finding,
    holds: fewest >= 3 && gone.length === 0,
    facts: {
      ...finding.facts,
      readyPods: fewest,
      preempted: gone.length,
      priority: priorityOf(history.last(ingest)),
      outranks: priorityOf(history.last(reports)),
      default: defaultPriority(run),
    },
    at: gone[0]?.at ?? run.handedIn + SETTLED,
  };
};

/** The classes are there with their values, and no new Pod is critical unless it says so. Facts: {missing}, {default}. */
const classes: Test = (run) => {
  const there = run.history.listLast('PriorityClass');
  const missing = Object.entries({ standard: 1000, critical: 10_000 }).find(
    ([name, value]) => !there.some((c) => c.metadata.name === name && c.value === value),
  );
  const defaults = there.filter(({ globalDefault }) => globalDefault === true);
  const fallback = defaultPriority(run);
  return {
    holds: missing === undefined && defaults.length <= 1 && fallback <= 1000,
    facts: { missing: missing?.[0] ?? '–', default: fallback },
  };
};

/**
 * All the reports that are asked for exist with their request, waiting or placed. Facts: {wanted}, and how many were wanted
 * {before} the grader asked for more.
 */
const reportsWait: Test = (run) => {
  const wanted = REPLICAS + 2;
  const finding = run.history
    .at(after(run, END))
    .expect(reports, (found = []) => found.filter((p) => stays(p) && asksFor(2000)(p)).length >= wanted);
  const before = run.history.stateAt(deployment('reports'), after(run, MORE - 1))?.spec.replicas ?? 0;
  return { ...finding, holds: finding.holds && before >= REPLICAS, facts: { ...finding.facts, wanted, before } };
};

export default diagnose({
  variants: {
    shown: {
      cluster: threeNodes(),
      before: '3m',
      earlier: [
        at('60s', type('kubectl apply -f -', CLASSES)),
        at('70s', type('kubectl apply -f -', REPORTS)),
        at('130s', type(`kubectl scale deployment reports --replicas=${REPLICAS}`)),
      ],
    },
  },
  after: `${END + 2}s`,
  then: [at(`${MORE}s`, type(`kubectl scale deployment reports --replicas=${REPLICAS + 2}`))],
  checks: { 'ingest-steady': ingestSteady, classes, 'reports-waits': reportsWait },
});
