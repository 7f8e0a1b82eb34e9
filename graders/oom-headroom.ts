import {
  all,
  at,
  hasImage,
  isOf,
  isScheduled,
  manifest,
  memoryOf,
  oneNode,
  pod,
  print,
  restarts,
  smallNode,
  telling,
  tenants,
  type Predicate,
  type Run,
} from './kit/index.ts';
import { valueOf, type Pod } from '../src/simulator/index.ts';

const orders = pod('orders');
const IMAGE = 'course/jvm:1.0';
const MEBIBYTE = 1024 * 1024;
const OUTSIDE_HEAP = 180;
const FILES = 64;

const container = (object: Pod | undefined) => {
  const { containers = [] } = object?.spec ?? {};
  return containers.find(isOf(IMAGE)) ?? containers[0];
};
const mebibytes = (quantity: string | undefined): number => valueOf(quantity) / MEBIBYTE;
/** The container's own, else its Pod's. */
const limitOf = (object: Pod | undefined): number =>
  mebibytes(container(object)?.resources?.limits?.['memory'] ?? object?.spec.resources?.limits?.['memory']);

/** What MAX_RAM_PERCENT or MAX_HEAP_MB lets the heap grow to, in MiB. */
function heapOf(object: Pod | undefined): number {
  const env = (name: string) => container(object)?.env?.find((variable) => variable.name === name)?.value;
  const percent = env('MAX_RAM_PERCENT');
  return percent && limitOf(object) ? (limitOf(object) * Number(percent)) / 100 : Number(env('MAX_HEAP_MB') ?? 512);
}

const scratch = (object: Pod | undefined) => {
  const mount = container(object)?.volumeMounts?.find(({ mountPath }) => mountPath.replace(/\/$/, '') === '/scratch');
  const volume = object?.spec.volumes?.find(({ name }) => name === mount?.name)?.emptyDir;
  return { readOnly: mount?.readOnly ?? false, volume };
};
const keepsScratch: Predicate<Pod> = (object) => {
  const { readOnly, volume } = scratch(object);
  return (
    !readOnly && volume?.medium === 'Memory' && (volume.sizeLimit === undefined || mebibytes(volume.sizeLimit) >= FILES)
  );
};

/** Its container has not ended: one that is never restarted is no better off. */
const goesOn: Predicate<Pod> = (object) =>
  object?.status.containerStatuses?.find(({ name }) => name === container(object)?.name)?.state?.terminated ===
  undefined;

const told = ({ history }: Run) => {
  const last = history.last(orders);
  const limit = Math.round(limitOf(last));
  const heap = Math.round(heapOf(last));
  const { readOnly, volume } = scratch(last);
  return {
    limit,
    heap,
    fits: limit >= heap + OUTSIDE_HEAP ? 'all but the files' : 'not even the heap',
    volume: volume
      ? `${volume.medium === 'Memory' ? 'memory' : 'disk'}, ${volume.sizeLimit ?? 'no sizeLimit'}${readOnly ? ', readOnly' : ''}`
      : '–',
  };
};

export default manifest({
  variants: {
    shown: { cluster: oneNode(), objects: tenants({ node: 'node-1', cpu: '100m', memory: '6Gi' }) },
    'files-in-memory': {
      cluster: oneNode(),
      objects: tenants({ node: 'node-1', cpu: '100m', memory: '6Gi' }),
      actions: [at('60s', print('fill', 'kubectl exec orders -- dd if=/dev/zero of=/scratch/files bs=1M count=64'))],
    },
    'small-node': { cluster: smallNode(), objects: tenants({ node: 'node-1', cpu: '100m', memory: '776Mi' }) },
  },
  until: '302s',
  checks: {
    keeps: (run) => telling(run.history.by('5s').expect(orders, all(hasImage(IMAGE), keepsScratch)), told(run)),
    'no-oom': (run) => telling(run.history.through('300s').expect(orders, all(restarts(0), goesOn)), told(run)),
    'limit-set': ({ history }) => ({ holds: limitOf(history.last(orders)) > 0, facts: {}, at: 0 }),
    fits: ({ history }) => history.by('10s').expect(orders, isScheduled),
    'heap-kept': {
      on: ['shown', 'small-node'],
      test: (run) => {
        const heap = Math.max(0, Math.round(memoryOf(run, orders) / MEBIBYTE) - OUTSIDE_HEAP);
        return { holds: heap >= 512, facts: { ...orders.facts(run.history.last(orders)), heap }, at: 300 };
      },
    },
  },
});
