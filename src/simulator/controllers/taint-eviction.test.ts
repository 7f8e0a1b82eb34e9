import { expect, test } from 'vitest';
import type { Event, Pod } from '../api/schema/kinds.ts';
import { Cluster } from '../cluster.ts';
import { toleratedFor } from './taint-eviction.ts';

const taint = (key: string) => ({ key, value: 'v', effect: 'NoExecute' });
const exists = (key: string, tolerationSeconds?: number) => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
});

test.each([
  ['not at all without a toleration', [taint('a')], undefined, 0],
  ['forever', [taint('a')], [exists('a')], Infinity],
  ['some seconds', [taint('a')], [exists('a', 3)], 3000],
  ['not a moment, with a negative time', [taint('a')], [exists('a', -1)], 0],
  ['the shortest time of two', [taint('a'), taint('b')], [exists('a', 9), exists('b', 3)], 3000],
  ['not at all where one of two is not tolerated', [taint('a'), taint('b')], [exists('a')], 0],
  ['as long as the first toleration that fits says', [taint('a')], [exists('a', 5), exists('a')], 5000],
] as const)('a taint is tolerated %s', (_, taints, tolerations, expected) =>
  expect(toleratedFor(taints, tolerations)).toBe(expected),
);

const cluster = (): Cluster => {
  const made = new Cluster({
    nodes: [{ name: 'a' }],
    run: { kubelets: false, scheduler: false, controllers: ['taint-eviction-controller'] },
  });
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { nodeName: 'a', tolerations: [exists('k', 10)], containers: [{ name: 'app', image: 'nginx' }] },
  };
  made.api.create(pod, 'default', { cause: { actor: 'test', reason: 'a Pod' } });
  return made;
};
const pod = (of: Cluster): Pod | undefined => of.store.get('Pod', 'default', 'web');
const said = (of: Cluster): string[] => of.store.list('Event').map(({ message }: Event) => message ?? '');

test('a Pod goes when its time is over, and says why', () => {
  const made = cluster();
  made.kubectl('kubectl taint node a k=v:NoExecute');
  made.runUntil(9_900);
  expect(pod(made)?.metadata.deletionTimestamp).toBeUndefined();
  made.runUntil(10_500);
  expect(pod(made)?.metadata.deletionTimestamp).toBeDefined();
  expect(pod(made)?.status.conditions?.find(({ type }) => type === 'DisruptionTarget')?.reason).toBe(
    'DeletionByTaintManager',
  );
  expect(said(made)).toEqual(['Marking for deletion Pod default/web']);
});

test('a Pod stays where the taint is taken away in time', () => {
  const made = cluster();
  made.kubectl('kubectl taint node a k=v:NoExecute');
  made.runUntil(5_000);
  made.kubectl('kubectl taint node a k=v:NoExecute-');
  made.runUntil(30_000);
  expect(pod(made)?.metadata.deletionTimestamp).toBeUndefined();
  expect(said(made)).toEqual(['Cancelling deletion of Pod default/web']);
});

test('a second taint ends a Pod that does not tolerate it at once', () => {
  const made = cluster();
  made.kubectl('kubectl taint node a k=v:NoExecute');
  made.runUntil(2_000);
  made.kubectl('kubectl taint node a other=v:NoExecute');
  made.runUntil(2_500);
  expect(pod(made)?.metadata.deletionTimestamp).toBeDefined();
  expect(said(made)).toEqual(['Cancelling deletion of Pod default/web', 'Marking for deletion Pod default/web']);
});
