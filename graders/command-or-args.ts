import {
  all,
  at,
  get,
  hasImage,
  isRunning,
  manifest,
  oneNode,
  pod,
  replies,
  restarts,
  threeNodes,
} from './kit/index.ts';

const web = pod('web');
const actions = [at('30s', get('on-9090', 'web', ':9090/')), at('30s', get('on-8080', 'web', ':8080/'))];

export default manifest({
  variants: {
    shown: { cluster: oneNode(), actions },
    'three-nodes': { cluster: threeNodes(), actions },
  },
  until: '62s',
  checks: {
    keeps: ({ history }) => history.by('5s').expect(web, hasImage('course/web:1.0')),
    starts: ({ history }) => history.through('60s').expect(web, all(isRunning, restarts(0))),
    'listens-9090': replies('on-9090', web, (reply) => reply.status === 200),
    'not-8080': replies('on-8080', web, (reply) => reply.failed === 'refused'),
  },
});
