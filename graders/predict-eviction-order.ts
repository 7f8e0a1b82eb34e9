import type { KindOf } from '../src/simulator/index.ts';
import { predict, type Question, type Run } from './kit/index.ts';

const PODS = ['a', 'b', 'c', 'd', 'e'] as const;
/** Those that use more than they request. */
const OVER: readonly string[] = ['b', 'c', 'e'];

/** Names of Pods in the order in which the kubelet evicts them. */
const evicted = ({ history }: Run): readonly string[] =>
  history
    .listLast('Event')
    .filter(({ reason }: KindOf['Event']) => reason === 'Evicted')
    .toSorted((a, b) => (a.firstTimestamp ?? '').localeCompare(b.firstTimestamp ?? ''))
    .map(({ involvedObject }: KindOf['Event']) => involvedObject.name ?? '');

const place = (n: number): Question => ({ truth: (run) => evicted(run)[n] ?? '–' });

export default predict({
  variants: {
    shown: {
      cluster: [
        {
          name: 'node-1',
          capacity: { cpu: '4', memory: '3Gi' },
          allocatable: { cpu: '3800m', memory: '2300Mi' },
        },
      ],
    },
  },
  until: '302s',
  questions: {
    first: place(0),
    second: place(1),
    third: place(2),
    fourth: place(3),
    safe: {
      truth(run) {
        const order = evicted(run);
        const last = Math.max(...OVER.map((name) => order.indexOf(name)));
        return PODS.filter((name) => !order.slice(0, last + 1).includes(name));
      },
    },
  },
});
