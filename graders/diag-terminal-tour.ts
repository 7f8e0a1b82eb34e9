import {
  all,
  diagnose,
  findings,
  firstFailing,
  hasImage,
  hasLabels,
  isReady,
  lastExitCode,
  pod,
  sameObject,
  threeNodes,
} from './kit/index.ts';

const web = pod('web');
const db = pod('db');
const job = pod('job-x');

export default diagnose({
  variants: { shown: { cluster: threeNodes(), before: '5m' } },
  after: '45s',
  checks: {
    'web-ready': ({ history }) =>
      history.atEnd().expect(web, all(isReady, hasImage('course/web:1.0'), hasLabels({ app: 'web' }))),
    'others-untouched': ({ history }) => firstFailing(sameObject(history, db), sameObject(history, job)),
    found: findings({
      'db-node': { truth: ({ history }) => history.first(db)?.spec.nodeName ?? '' },
      'job-exit': lastExitCode(job),
      'bad-image': { truth: ({ history }) => history.first(web)?.spec.containers[0]?.image ?? '' },
    }),
  },
});
