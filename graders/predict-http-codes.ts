import { isItAt, isReady, oneNode, pod, predict } from './kit/index.ts';

const ready = (name: string) => isItAt(pod(name), '40s', isReady);

export default predict({
  variants: { shown: { cluster: oneNode() } },
  until: '42s',
  questions: {
    root: ready('root'),
    moved: ready('moved'),
    login: ready('login'),
    admin: ready('admin'),
    missing: ready('missing'),
    fail: ready('fail'),
    warns: {
      truth: ({ history }) =>
        history.listLast('Event').find((event) => event.reason === 'ProbeWarning')?.involvedObject.name ?? '–',
    },
  },
});
