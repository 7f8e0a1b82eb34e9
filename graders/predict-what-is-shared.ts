import { at, oneNode, pod, predict, print, type Question, type Run } from './kit/index.ts';

const pair = pod('pair');
const inContainer = (container: string, command: string): string => `kubectl exec pair -c ${container} -- ${command}`;
const works = (name: string): Question => ({ truth: ({ printed }) => (printed(name).holds ? 'yes' : 'no') });

export default predict({
  variants: {
    shown: {
      cluster: oneNode(),
      actions: [
        at('10s', print('data', inContainer('b', 'cat /data/f'))),
        at('10s', print('tmp', inContainer('b', 'cat /tmp/f'))),
        at('10s', print('port', inContainer('b', 'wget -q -O- http://localhost:8080/f'))),
        at('10s', print('processes', inContainer('b', 'ps'))),
        at('30s', print('data-later', inContainer('a', 'cat /data/f'))),
        at('30s', print('tmp-later', inContainer('a', 'cat /tmp/f'))),
      ],
    },
  },
  until: '34s',
  questions: {
    'b-sees-data': works('data'),
    'b-sees-tmp': works('tmp'),
    'b-reaches-port': works('port'),
    'b-sees-processes': {
      truth: ({ printed }) => (printed('processes').stdout.includes('httpd') ? 'yes' : 'no'),
    },
    'data-after-restart': works('data-later'),
    'tmp-after-restart': works('tmp-later'),
    'same-ip': {
      truth: ({ history }: Run) =>
        history.stateAt(pair, '10s')?.status.podIP === history.stateAt(pair, '30s')?.status.podIP ? 'yes' : 'no',
    },
  },
});
