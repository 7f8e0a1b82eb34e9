import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';

const pod = (namespace: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: ${namespace}}\nspec: {containers: [{name: c, image: "busybox:1.36"}]}\n`;
const both = `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n${pod('shop')}`;

test.each(['apply', 'create'])('kubectl %s makes a namespace and a Pod in it at one go', (verb) => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  expect(cluster.kubectl(`kubectl ${verb} -f -`, both)).toMatchObject({
    exit: 0,
    stdout: 'namespace/shop created\npod/p created\n',
    stderr: '',
  });
});

test('an account that never comes is said to be missing, after a while', () => {
  const cluster = new Cluster({ run: { controllers: false } });
  const { exit, stderr } = cluster.kubectl('kubectl create -f -', both);
  expect([exit, stderr]).toEqual([1, expect.stringContaining('serviceaccount "default" not found')]);
  expect(cluster.clock.now).toBeGreaterThan(900);
});
