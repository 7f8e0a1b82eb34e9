import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';

test('the API server has a Service of its own, which comes back within ten seconds', () => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  const type = (line: string): string => {
    const { stdout, stderr } = cluster.kubectl(line);
    return stdout + stderr;
  };
  cluster.runUntil(3000);
  const shown = `NAME                 TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
service/kubernetes   ClusterIP   10.96.0.1    <none>        443/TCP   `;
  expect(type('kubectl get all')).toBe(`${shown}3s\n`);
  expect(type('kubectl describe svc kubernetes')).toContain('Endpoints:                172.18.0.1:6443\n');
  type('kubectl delete svc --all');
  expect(type('kubectl get all')).toBe('No resources found in default namespace.\n');
  cluster.runUntil(12_000);
  expect(type('kubectl get all')).toBe(`${shown}2s\n`);
  expect(type('kubectl get endpointslices')).toMatch(/^kubernetes +IPv4 +6443 +172\.18\.0\.1 /m);
});
