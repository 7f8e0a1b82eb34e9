import { podRequests, type Pod } from '../src/simulator/index.ts';
import {
  all,
  hasEnv,
  hasImage,
  isRunning,
  isScheduled,
  manifest,
  pod,
  restarts,
  smallNode,
  telling,
  type Predicate,
  type Run,
} from './kit/index.ts';

const cart = pod('cart');
const MEBIBYTE = 1024 * 1024;
/** What the node's other tenant uses and asks for, in MiB: all but 400 of the 1800 that the node has. */
const LEDGER = 1400;
const OUTSIDE_HEAP = 180;
/** What cart uses once it is warm, in MiB. */
const CART = 300;
const MOST_REQUEST = 400;
const MOST_PRIORITY = 1000;

const classes = `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: shop-high
value: ${MOST_PRIORITY}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: platform
value: 100000
---
`;
const ledger = `apiVersion: v1
kind: Pod
metadata:
  name: ledger
spec:
  containers:
    - name: ledger
      image: course/jvm:1.0
      env:
        - name: MAX_HEAP_MB
          value: "${LEDGER - OUTSIDE_HEAP}"
      resources:
        requests: { memory: ${LEDGER}Mi }
---
`;
/** Grows by 1 MiB a second and asks for nothing. */
const leaky = (name: string, priorityClassName?: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
${priorityClassName ? `  priorityClassName: ${priorityClassName}\n` : ''}  containers:
    - name: leaky
      image: course/leaky:1.0
---
`;

const variant = (...neighbours: readonly string[]) => ({
  cluster: smallNode(),
  objects: classes + ledger + neighbours.join(''),
});

const isEvicted: Predicate<Pod> = (object) => object?.status.reason === 'Evicted';
const keepsHeap: Predicate<Pod> = (object) => hasEnv(object?.spec, 'MAX_HEAP_MB', '120');
const requestOf = (object: Pod | undefined): number => (object ? podRequests(object).memory / MEBIBYTE : 0);
const isHonest: Predicate<Pod> = (object) =>
  requestOf(object) <= MOST_REQUEST && (object?.spec.priority ?? 0) <= MOST_PRIORITY;

/** What the ranking compares, and what decided. */
const told = ({ history }: Run) => {
  const last = history.last(cart);
  const priority = last?.spec.priority ?? 0;
  const neighbour = history.last(pod('leaky'))?.spec.priority ?? 0;
  return {
    request: Math.round(requestOf(last)),
    usage: CART,
    priority,
    neighbour,
    greedy: requestOf(last) > MOST_REQUEST ? 'yes' : 'no',
    end: last?.status.reason ?? '–',
    decided: neighbour > priority ? 'priority' : 'excess',
  };
};

export default manifest({
  variants: {
    shown: variant(leaky('leaky')),
    'important-neighbour': variant(leaky('leaky', 'platform')),
    'two-neighbours': variant(leaky('leaky'), leaky('leaky-too')),
  },
  until: '902s',
  checks: {
    keeps: (run) => telling(run.history.by('5s').expect(cart, all(hasImage('course/jvm:1.0'), keepsHeap)), told(run)),
    honest: (run) => telling(run.history.by('5s').expect(cart, isHonest), told(run)),
    scheduled: ({ history }) => history.by('10s').expect(cart, isScheduled),
    'cart-lives': (run) => telling(run.history.through('900s').expect(cart, all(isRunning, restarts(0))), told(run)),
    'leaker-evicted': ({ history }) => history.by('900s').expect(pod('leaky'), isEvicted),
  },
});
