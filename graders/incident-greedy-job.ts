import type { KindOf, Pod } from '../src/simulator/index.ts';
import {
  at,
  diagnose,
  hasEnv,
  isReady,
  podsOfDeployment,
  podsOfJob,
  runs,
  stays,
  toNodeOf,
  type,
  type Deed,
  type Duration,
  type Run,
  type Test,
} from './kit/index.ts';

const web = podsOfDeployment('web');
const crunch = podsOfJob('crunch');
/** From the last command: when controllers have read it, when nothing of the old Pods is evicted any more, when a leaking Pod comes, and the end. */
const UNDERSTOOD = 5;
const SETTLED = 60;
const VISIT = 400;
const END = 620;

const WORKER = { capacity: { cpu: '2', memory: '2Gi' }, allocatable: { cpu: '1900m', memory: '1800Mi' } };

/** What the programs are: their developers will change them, not the learner. */
const PROGRAMS = {
  web: { image: 'course/api:1.0', env: { PEAK_MB: '1000' } },
  crunch: { image: 'course/batch:1.0', env: { SECONDS: '3600', LEAK_MB_PER_SECOND: '8' } },
  sync: { image: 'course/batch:1.0', env: { SECONDS: '150', LEAK_MB_PER_SECOND: '2' } },
};
const isProgram = (spec: Pod['spec'] | undefined, of: keyof typeof PROGRAMS): boolean => {
  const { image, env } = PROGRAMS[of];
  return runs(spec, image) && Object.entries(env).every(([name, value]) => hasEnv(spec, name, value));
};

/** What somebody started a minute after the cluster stood. */
const CRUNCH = `apiVersion: batch/v1
kind: Job
metadata:
  name: crunch
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: crunch
          image: course/batch:1.0
          env:
            - { name: SECONDS, value: "3600" }
            - { name: LEAK_MB_PER_SECOND, value: "8" }
`;

/** A Pod of another team, on the node of the first Pod of web: it requests nothing and grows until it is stopped. */
const visitor = (node: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: visitor
spec:
  nodeSelector: { kubernetes.io/hostname: ${node} }
  restartPolicy: Never
  containers:
    - name: visitor
      image: course/leaky:1.0
      env:
        - { name: MB_PER_SECOND, value: "6" }
`;
const visit = (node: string): Deed => type('kubectl apply -f -', visitor(node));

const after = ({ handedIn }: Run, seconds: number): Duration => `${handedIn + seconds}s`;

/** Every time an object of a kind turned to a state, from `from` seconds after the last command on. */
const turns = <K extends 'Pod' | 'Node'>(
  { cluster, history, handedIn }: Run,
  kind: K,
  from: number,
  state: (object: KindOf[K]) => boolean,
): readonly { readonly at: number; readonly object: KindOf[K] }[] =>
  cluster.history.entries.flatMap((entry) => {
    if (entry.type !== 'write' || entry.kind !== kind || !entry.after) return [];
    const [before, object] = [entry.before as KindOf[K] | undefined, entry.after as KindOf[K]];
    const when = history.since(entry.at);
    return when >= handedIn + from && state(object) && !(before && state(before)) ? [{ at: when, object }] : [];
  });

/**
 * Two Pods of web are Ready at the end, and none is evicted. Facts: {evicted}, {t} of the first after the last command,
 * {request} of web, whether its {program} is kept.
 */
const webLives: Test = (run) => {
  const evicted = turns(run, 'Pod', SETTLED, (p) => web.like(p) && p.status.reason === 'Evicted');
  const finding = run.history.at(after(run, END - 2)).expect(web, (found = []) => living(found).length >= 2);
  const last = (run.history.last(web) ?? []).filter(stays).find(({ status }) => status.phase !== 'Failed');
  const kept = !last || isProgram(last.spec, 'web');
  return {
    ...finding,
    holds: finding.holds && evicted.length === 0 && kept,
    facts: {
      ...finding.facts,
      ready: living(run.history.stateAt(web, after(run, END - 2)) ?? []).length,
      evicted: evicted.length,
      program: kept ? 'kept' : 'changed',
      t: evicted[0] ? Math.round(evicted[0].at - run.handedIn) : '–',
      request: last?.spec.containers[0]?.resources?.requests?.['memory'] ?? 'none',
    },
    at: evicted[0]?.at ?? run.handedIn + END - 2,
  };
};
const living = (found: readonly Pod[]): readonly Pod[] => found.filter((p) => stays(p) && isReady(p));

/** The Job that is there has made one or two Pods that leak as before. Facts: {made}, {way}: "gone", "waits", "mended" or "made". */
const bounded: Test = ({ cluster, history }) => {
  const job = history.listLast('Job').find(({ metadata }) => metadata.name === 'crunch');
  const made = new Set(
    cluster.history.entries.flatMap((entry) => {
      const pod = entry.type === 'write' && entry.kind === 'Pod' ? (entry.after as Pod | undefined) : undefined;
      return pod && crunch.like(pod) && pod.metadata.ownerReferences?.some(({ uid }) => uid === job?.metadata.uid)
        ? [pod.metadata.uid]
        : [];
    }),
  ).size;
  const leaks = isProgram(job?.spec.template.spec, 'crunch');
  const way = !job ? 'gone' : made === 0 ? 'waits' : leaks ? 'made' : 'mended';
  return {
    holds: way === 'made' && made <= 2,
    facts: { made, way, limit: job?.spec.backoffLimit ?? '–', failed: job?.status.failed ?? 0 },
  };
};

/**
 * Runs of sync go on and come to their end; of those that begin from now on never two at once, and one ends at least.
 * Facts: {most} at once, {begun}, {finished}, {undone} "all" where none that began has, {failed} "yes" where a Pod of one did,
 * whether its {program} is kept.
 */
const noOverlap: Test = ({ cluster, history, handedIn }) => {
  const active = new Set<string>();
  const begun = new Set<string>();
  const finished = new Set<string>();
  let most = 0;
  let failed = false;
  let at: number | undefined;
  for (const entry of cluster.history.entries) {
    if (entry.type !== 'write' || entry.kind !== 'Job' || !/^default\/sync-\d+$/.test(entry.key)) continue;
    const when = history.since(entry.at);
    if (when < handedIn + UNDERSTOOD) continue;
    if (entry.verb === 'create') begun.add(entry.key);
    const {
      active: running = 0,
      failed: ended = 0,
      conditions = [],
    } = (entry.after as KindOf['Job'] | undefined)?.status ?? {};
    if (running > 0 && begun.has(entry.key)) active.add(entry.key);
    else active.delete(entry.key);
    if (ended > 0 && begun.has(entry.key)) failed = true;
    if (conditions.some((c) => c.type === 'Complete' && c.status === 'True')) finished.add(entry.key);
    most = Math.max(most, active.size);
    if (active.size > 1) at ??= when;
  }
  const cron = history.listLast('CronJob').find(({ metadata }) => metadata.name === 'sync');
  const kept = !cron || isProgram(cron.spec.jobTemplate.spec?.template.spec, 'sync');
  const done = [...begun].some((key) => finished.has(key));
  return {
    holds: most <= 1 && done && finished.size >= 2 && kept,
    facts: {
      program: kept ? 'kept' : 'changed',
      most,
      begun: begun.size,
      finished: finished.size,
      undone: done ? 'none' : 'all',
      failed: failed ? 'yes' : 'no',
    },
    at: at ?? handedIn,
  };
};

/** Only the node of the visitor comes under pressure again. Facts: {nodes}. */
const oneNode: Test = (run) => {
  const pressed = turns(run, 'Node', SETTLED, ({ status }) =>
    (status?.conditions ?? []).some((c) => c.type === 'MemoryPressure' && c.status === 'True'),
  );
  const names = new Set(pressed.map(({ object }) => object.metadata.name));
  return { holds: names.size <= 1, facts: { nodes: [...names].sort().join(', ') || '–' }, at: pressed[0]?.at };
};

export default diagnose({
  variants: {
    shown: {
      cluster: [
        { name: 'node-1', ...WORKER },
        { name: 'node-2', ...WORKER },
      ],
      before: '5m',
      earlier: [at('60s', type('kubectl apply -f -', CRUNCH))],
    },
  },
  after: `${END}s`,
  then: [at(`${VISIT}s`, toNodeOf(web, visit))],
  checks: { 'web-lives': webLives, bounded, 'no-overlap': noOverlap, 'one-node': oneNode },
});
