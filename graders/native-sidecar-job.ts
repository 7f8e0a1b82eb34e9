import type { Container, ContainerEntry, Pod } from '../src/simulator/index.ts';
import { isComplete, job, logOf, manifest, oneNode, podsOfJob, type Run, type Test } from './kit/index.ts';

const report = job('report');
const pods = podsOfJob('report');
const BATCH = 'course/batch:1.0';
const SHIPPER = 'course/logship:1.0';

const containerWith = (pod: Pod | undefined, image: string): Container | undefined =>
  [...(pod?.spec.initContainers ?? []), ...(pod?.spec.containers ?? [])].find(
    (container) => container.image === image || container.image === `docker.io/${image}`,
  );

const lastPod = ({ history }: Run): Pod | undefined => history.last(pods)?.at(-1);

const keeps: Test = ({ history }) =>
  history
    .at('5s')
    .expect(pods, (found = []) => found.some((pod) => containerWith(pod, BATCH) && containerWith(pod, SHIPPER)));

const complete: Test = (run) => {
  const first = run.history.at('40s').expect(pods, () => true);
  const late = (run.history.last(pods) ?? []).length > 1; // a second attempt was needed
  const finding = run.history.by(late ? '120s' : '60s').expect(report, isComplete);
  return { ...finding, facts: { ...first.facts, ...finding.facts } };
};

/** What the container of an image has written. */
const linesOf = (run: Run, pod: Pod | undefined, image: string): string[] =>
  logOf(run, pod, containerWith(pod, image)?.name ?? '').map(({ text }) => text);

/** Facts: {lines} of the report, {shipped} of them. */
const shipped: Test = (run) => {
  const pod = lastPod(run);
  const lines = linesOf(run, pod, BATCH);
  const out = new Set(linesOf(run, pod, SHIPPER));
  const arrived = lines.filter((line) => out.has(`shipped: ${line}`)).length;
  return { holds: lines.length > 0 && arrived === lines.length, facts: { lines: lines.length, shipped: arrived } };
};

const startOf = ({ cluster }: Run, pod: Pod | undefined, image: string): ContainerEntry | undefined =>
  cluster.history.entries.find(
    (entry): entry is ContainerEntry =>
      entry.type === 'container' &&
      entry.what === 'started' &&
      entry.pod === `default/${pod?.metadata.name ?? ''}` &&
      entry.container === containerWith(pod, image)?.name,
  );

const shipFirst: Test = (run) => {
  const [ship, batch] = [SHIPPER, BATCH].map((image) => startOf(run, lastPod(run), image));
  return {
    holds: ship !== undefined && batch !== undefined && ship.index < batch.index,
    facts: { t: batch ? Math.round(run.history.since(batch.at) * 10) / 10 : '–' },
    at: batch ? run.history.since(batch.at) : 0,
    entry: batch?.index,
  };
};

export default manifest({
  variants: {
    shown: { cluster: oneNode() },
    longer: { cluster: oneNode(), env: { 'course/batch': { SECONDS: '20' } } },
    'fails-once': { cluster: oneNode(), env: { 'course/batch': { FAIL_FIRST: '1' } } },
  },
  until: '122s',
  checks: { keeps, 'job-complete': complete, 'logs-shipped': shipped, 'ship-first': shipFirst },
});
