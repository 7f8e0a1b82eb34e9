import type { Pod } from '../src/simulator/index.ts';
import {
  at,
  get,
  hasImage,
  manifest,
  oneNode,
  pod,
  replies,
  seconds,
  startsAndEnds,
  type,
  type Duration,
  type Finding,
  type Run,
  type Test,
} from './kit/index.ts';

const web = pod('web');
const DELETE = type('kubectl delete pod web --wait=false');
const early = [at('20s', get('serves', 'web', ':8080/'))];

/** How the container ended that was there when the Pod was deleted. Facts: {code}, {after} seconds, {grace}. */
function ending(run: Run): Finding & { readonly code: string; readonly after: number } {
  const { history } = run;
  const deleted = deletedIn(run);
  const name = history.stateAt(web, deleted)?.spec.containers[0]?.name ?? 'web';
  const end = startsAndEnds(run, web, name).find(
    (entry) => entry.what === 'exited' && history.since(entry.at) >= seconds(deleted),
  );
  const after = end ? Math.round((history.since(end.at) - seconds(deleted)) * 10) / 10 : Infinity;
  const code = /^\d+/.exec(end?.detail ?? '')?.[0] ?? '–';
  const grace = history.stateAt(web, '10s')?.spec.terminationGracePeriodSeconds ?? '–';
  return {
    holds: true,
    code,
    after,
    facts: { code, after: end ? after : '–', grace },
    at: end ? history.since(end.at) : seconds(deleted),
    entry: end?.index,
  };
}

/** In time and with 0; a kill in time is what the next check tells of. */
const endsInTime: Test = (run) => {
  const { code, after, ...finding } = ending(run);
  return { ...finding, holds: after <= 5 && (code === '0' || code === '137') };
};
/** Seconds that the server needs for its requests in flight where it is slow. */
const DRAIN = 3;
/** It was the server that ended: a container that ends sooner took it along. */
const drains: Test = (run) => {
  const { after, ...finding } = ending(run);
  return { ...finding, holds: after >= DRAIN };
};
const isNotKilled: Test = (run) => {
  const { code, ...finding } = ending(run);
  return { ...finding, holds: code !== '137' };
};

/** The second at which this run's Pod was deleted. */
const deletedIn = ({ history }: Run): Duration => (isLeft(history.stateAt(web, '45s')) ? '90s' : '30s');
const isLeft = (found: Pod | undefined): boolean => found !== undefined && !found.metadata.deletionTimestamp;

export default manifest({
  variants: {
    shown: { cluster: oneNode(), actions: [...early, at('30s', DELETE)] },
    later: { cluster: oneNode(), actions: [...early, at('90s', DELETE)] },
    'slow-drain': {
      cluster: oneNode(),
      env: { 'course/web': { DRAIN_SECONDS: `${DRAIN}` } },
      actions: [...early, at('30s', DELETE)],
    },
  },
  until: '160s',
  checks: {
    keeps: ({ history }) => history.at('5s').expect(web, hasImage('course/web:1.0')),
    'exits-clean': endsInTime,
    'no-kill': isNotKilled,
    serves: replies('serves', web, (reply) => reply.status === 200),
    drains: { on: ['slow-drain'], test: drains },
  },
});
