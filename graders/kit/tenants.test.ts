import { expect, test } from 'vitest';
import { threeNodes } from './clusters.ts';
import { prepare } from './run.ts';
import { tenants } from './tenants.ts';

test('tenants stand on their nodes when the learner comes', () => {
  const objects = tenants(
    { node: 'node-a', cpu: '3', memory: '1Gi' },
    { node: 'control-1', cpu: '100m', memory: '64Mi' },
  );
  const { cluster } = prepare('', { cluster: threeNodes(), objects });
  expect(cluster.kubectl('kubectl get pods --no-headers').stdout).toMatch(
    /^tenant-control-1 +1\/1 +Running.*\ntenant-node-a +1\/1 +Running/,
  );
});
