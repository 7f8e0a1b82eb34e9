import {
  at,
  oneNode,
  pod,
  podsOfDeployment,
  predict,
  startsAndEnds,
  type,
  type Duration,
  type Question,
  type Run,
} from './kit/index.ts';

const app = pod('bare-app');
const init = pod('bare-init');
const BEFORE: Duration = '20s';
const AFTER: Duration = '90s';

/** RESTARTS of single containers together. */
const restartsOf = (subject: typeof app, ...containers: readonly string[]): Question => ({
  at: AFTER,
  truth: ({ history }) =>
    (history.stateAt(subject, AFTER)?.status.containerStatuses ?? [])
      .filter(({ name }) => containers.includes(name))
      .reduce((sum, { restartCount }) => sum + restartCount, 0),
});
/** Whether an init container was started more than once. */
const runsAgain = (subject: typeof app): Question => ({
  at: AFTER,
  truth: (run) =>
    startsAndEnds(run, subject, 'prepare').filter(({ what }) => what === 'started').length > 1 ? 'yes' : 'no',
});
const nameOf = ({ history }: Run, when: Duration): string | undefined =>
  history.stateAt(podsOfDeployment('deployed'), when)?.[0]?.metadata.name;

export default predict({
  variants: {
    shown: {
      cluster: oneNode(),
      actions: [
        at('30s', type('kubectl set image pod/bare-app app=course/web:2.0')),
        at('30s', type('kubectl set image pod/bare-init prepare=alpine:3.20')),
        at('30s', type('kubectl set image deployment/deployed app=course/web:2.0')),
      ],
    },
  },
  until: '95s',
  questions: {
    'app-restarts': restartsOf(app, 'app'),
    'log-restarts': restartsOf(app, 'log'),
    'prepare-again': runsAgain(app),
    'same-pod': {
      at: AFTER,
      truth({ history }) {
        const [before, after] = [history.stateAt(app, BEFORE), history.stateAt(app, AFTER)];
        const same = before?.metadata.uid === after?.metadata.uid && before?.status.podIP === after?.status.podIP;
        return same ? 'yes' : 'no';
      },
    },
    'init-restarts': restartsOf(init, 'app', 'log'),
    'init-again': runsAgain(init),
    replicasets: { at: AFTER, truth: ({ history }) => history.listAt('ReplicaSet', AFTER).length },
    'new-pod': { at: AFTER, truth: (run) => (nameOf(run, BEFORE) === nameOf(run, AFTER) ? 'no' : 'yes') },
  },
});
