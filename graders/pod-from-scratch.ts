import {
  at,
  firstFailing,
  get,
  hasImage,
  hasLabels,
  isReady,
  manifest,
  oneNode,
  pod,
  replies,
  restarts,
  threeNodes,
} from './kit/index.ts';

const web = pod('shop-web');
const actions = [at('30s', get('on-8080', 'shop-web', ':8080/'))];

export default manifest({
  variants: {
    shown: { cluster: oneNode(), actions },
    'three-nodes': { cluster: threeNodes(), actions },
    cordoned: { cluster: threeNodes({ cordon: ['node-a'] }), actions },
  },
  until: '62s',
  checks: {
    ready: ({ history }) =>
      firstFailing(history.by('20s').expect(web, isReady), history.through('60s').expect(web, restarts(0))),
    labelled: ({ history }) => history.at('60s').expect(web, hasLabels({ app: 'shop', tier: 'front' })),
    answers: replies('on-8080', web, (reply) => reply.status === 200),
    keeps: ({ history }) =>
      history
        .at('60s')
        .expect(
          web,
          (p) =>
            hasImage('course/web:1.0')(p) && p?.spec.containers.length === 1 && p.spec.containers[0]?.name === 'web',
        ),
  },
});
