import {
  diagnose,
  each,
  hasImage,
  inPhase,
  podsOfDeployment,
  readyPods,
  restarts,
  all,
  threeNodes,
  type Finding,
  type Run,
  type Test,
} from './kit/index.ts';

const pods = podsOfDeployment('etl', 'team');

/** Why the last Pod was refused, and how many refusals there were. */
function refusal({ cluster }: Run): { readonly message: string } {
  const event = cluster.store
    .list('Event')
    .filter(({ metadata, reason }) => metadata.namespace === 'team' && reason === 'FailedCreate')
    .at(-1);
  return { message: event?.message?.replace(/^.*is forbidden: /, '') ?? '–' };
}

/** Facts: those of the Pods, the last refusal, and {other}: an image that is not etl's. */
const three: Test = (run): Finding => {
  const finding = run.history.at(`${run.handedIn + 60}s`).expect(pods, readyPods(3));
  const other = (run.history.last(pods) ?? []).find((p) => !hasImage('course/worker:1.0')(p));
  return {
    ...finding,
    holds: finding.holds && !other,
    facts: { ...finding.facts, ...refusal(run), other: other?.spec.containers[0]?.image ?? '–' },
  };
};

/** The quota and the LimitRange say what they said when the learner came. Facts: {guard}: one that does not. */
const guardsKept: Test = ({ history }) => {
  const guards = [
    { kind: 'ResourceQuota', key: 'team/fence', facts: () => ({ guard: 'ResourceQuota fence' }), telling: () => false },
    { kind: 'LimitRange', key: 'team/most', facts: () => ({ guard: 'LimitRange most' }), telling: () => false },
  ] as const;
  const [quota, range] = guards;
  const findings = [
    history.atEnd().expect(quota, (now) => JSON.stringify(now?.spec) === JSON.stringify(history.first(quota)?.spec)),
    history.atEnd().expect(range, (now) => JSON.stringify(now?.spec) === JSON.stringify(history.first(range)?.spec)),
  ] as const;
  return findings.find(({ holds }) => !holds) ?? findings[0];
};

export default diagnose({
  variants: { shown: { cluster: threeNodes(), before: '3m' } },
  after: '120s',
  checks: {
    three,
    'guards-kept': guardsKept,
    'no-oom': ({ history }) => history.atEnd().expect(pods, each(all(inPhase('Running'), restarts(0)))),
  },
});
