import { describe, expect, test } from 'vitest';
import type { KubeObject, ResourceQuota } from '../api/schema/kinds.ts';
import { Clock } from '../clock.ts';
import { Cluster } from '../cluster.ts';
import { quotaStatus } from './resource-quota.ts';

const clock = new Clock();
const quota = (spec: ResourceQuota['spec'], used: Readonly<Record<string, string>> = {}): ResourceQuota =>
  ({
    kind: 'ResourceQuota',
    metadata: { name: 'team', namespace: 'default' },
    spec,
    status: { used },
  }) as ResourceQuota;
const pod = (requests: Readonly<Record<string, string>>, phase = 'Running'): KubeObject =>
  ({
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default' },
    spec: { containers: [{ name: 'app', resources: { requests } }] },
    status: { phase },
  }) as unknown as KubeObject;
const map = { kind: 'ConfigMap', metadata: { name: 'one' } } as unknown as KubeObject;
const objects = (kind: string): KubeObject[] =>
  kind === 'Pod' ? [pod({ cpu: '400m' }), pod({}), pod({ cpu: '1' }, 'Succeeded')] : kind === 'ConfigMap' ? [map] : [];

test.each([
  ['requests, without Pods that have ended', { hard: { 'requests.cpu': '1' } }, { 'requests.cpu': '400m' }],
  ['Pods', { hard: { pods: '9' } }, { pods: '2' }],
  ['Pods of one scope', { hard: { pods: '9' }, scopes: ['BestEffort'] }, { pods: '1' }],
  ['objects', { hard: { 'count/configmaps': '3', services: '1' } }, { 'count/configmaps': '1', services: '0' }],
  ['nothing for what it does not know', { hard: { 'count/widgets.example.com': '3' } }, undefined],
])('a quota counts %s', (_, spec, used) =>
  expect(quotaStatus(quota(spec), objects, clock)).toEqual({ hard: spec.hard, ...(used ? { used } : {}) }),
);

test('a quota without limits says nothing', () => expect(quotaStatus(quota({}), objects, clock)).toEqual({}));

test('what is no longer limited is no longer shown', () =>
  expect(quotaStatus(quota({ hard: { pods: '9' } }, { services: '1' }), objects, clock).used).toEqual({ pods: '2' }));

describe('in a cluster', () => {
  const cluster = (): Cluster =>
    new Cluster({ nodes: [], run: { kubelets: false, scheduler: false, controllers: ['resourcequota-controller'] } });
  const used = (of: Cluster) => of.store.get('ResourceQuota', 'default', 'team')?.status.used;

  test('what is deleted is free again', () => {
    const made = cluster();
    made.kubectl('kubectl create quota team --hard=count/configmaps=2');
    made.runUntil(1_000);
    expect(used(made)).toEqual({ 'count/configmaps': '1' });
    made.kubectl('kubectl create configmap two');
    expect(used(made)).toEqual({ 'count/configmaps': '2' });
    made.kubectl('kubectl delete configmap two');
    made.runUntil(2_000);
    expect(used(made)).toEqual({ 'count/configmaps': '1' });
  });
});
