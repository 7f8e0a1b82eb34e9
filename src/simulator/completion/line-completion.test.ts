import { beforeAll, expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';
import { completeLine } from './line-completion.ts';

let cluster: Cluster;
beforeAll(() => {
  cluster = new Cluster({ nodes: [{ name: 'node-a' }, { name: 'node-b' }] });
  cluster.kubectl('kubectl run web --image=course/web:1.0');
  cluster.kubectl('kubectl create namespace shop');
  cluster.runUntil(cluster.clock.now + 2000);
  cluster.kubectl('kubectl run cart --image=course/web:1.0 -n shop');
});

const after = (line: string): string[] => completeLine(cluster, line).items.map(({ label }) => label);

test.each([
  ['ku', ['kubectl']],
  ['kubectl desc', ['describe']],
  ['wat', ['watch']],
  ['sle', ['sleep']],
  ['sleep ', []],
  ['watch -n 1 kubectl get pods ', ['web']],
  ['watch ku', ['kubectl']],
  ['watch get node', ['nodes']],
  ['kubectl get leases -n kube-node-lease ', ['node-a', 'node-b']],
  ['kubectl rollout st', ['status']],
  ['kubectl get po', ['poddisruptionbudgets', 'pods', 'podtemplates']],
  ['kubectl get pods ', ['web']],
  ['k get pod/', ['pod/web']],
  ['kubectl get pods -n ', ['default', 'kube-node-lease', 'kube-public', 'kube-system', 'shop']],
  ['kubectl get pods -n shop ', ['cart']],
  ['kubectl -n shop get pods ', ['cart']],
  ['kubectl describe node node-', ['node-a', 'node-b']],
  ['kubectl cordon ', ['node-a', 'node-b']],
  ['kubectl logs ', ['web']],
  ['kubectl logs web -c ', ['web']],
  ['kubectl logs --prev', ['--previous']],
  ['kubectl get pods -o ya', ['yaml']],
  ['kubectl set image pod/', ['pod/web']],
  ['kubectl get pods | gr', ['grep']],
  ['kubectl get nothing ', []],
])('%s', (line, expected) => expect(after(line)).toEqual(expected));

test('an item says where its word begins, and ends it with a blank', () => {
  expect(completeLine(cluster, 'kubectl get pods w')).toEqual({ from: 17, items: [{ label: 'web', insert: 'web ' }] });
  expect(completeLine(cluster, 'kubectl get pods --namesp').items).toEqual([{ label: '--namespace=', detail: '-n' }]);
});

test('commands that are not simulated are not offered', () => {
  expect(after('kubectl ')).not.toContain('proxy');
});
