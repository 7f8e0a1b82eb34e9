import { expect, test } from 'vitest';
import type { Pod, PodSpec } from '../api/schema/kinds.ts';
import { hostsFile, resolvConf } from './network-files.ts';
import { hostnameOf } from './pod-names.ts';

const pod = (spec: Partial<PodSpec>): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'shop', uid: 'u' } as Pod['metadata'],
  spec: { containers: [], dnsPolicy: 'ClusterFirst', ...spec } as PodSpec,
  status: {},
});
const hosts = (spec: Partial<PodSpec>): string =>
  hostsFile({ pod: pod(spec), podIp: '10.1.0.5', hostIp: '', nodeAllocatable: {} }, hostnameOf(pod(spec), 'node-1'));

test.each([
  ['the Pod alone', {}, '10.1.0.5\tp\n'],
  [
    'a name in a subdomain',
    { hostname: 'web-0', subdomain: 'web' },
    '10.1.0.5\tweb-0.web.shop.svc.cluster.local\tweb-0\n',
  ],
  [
    'a host name that is the whole one',
    { hostname: 'web-0', subdomain: 'web', setHostnameAsFQDN: true },
    '10.1.0.5\tweb-0.web.shop.svc.cluster.local\tweb-0\n',
  ],
  [
    'aliases',
    { hostAliases: [{ ip: '10.9.9.9', hostnames: ['a', 'b'] }] },
    '\n# Entries added by HostAliases.\n10.9.9.9\ta\tb\n',
  ],
] as const)('/etc/hosts ends with %s', (_, spec, end) => {
  expect(hosts(spec as Partial<PodSpec>).endsWith(end)).toBe(true);
});

const OWN = 'search shop.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';
test.each([
  ['the cluster’s', {}, OWN],
  [
    'the Pod’s own',
    { dnsPolicy: 'None', dnsConfig: { nameservers: ['1.1.1.1'], searches: ['a.b'], options: [{ name: 'edns0' }] } },
    'search a.b\nnameserver 1.1.1.1\noptions edns0\n',
  ],
  [
    'both',
    { dnsConfig: { searches: ['a.b'], options: [{ name: 'ndots', value: '2' }] } },
    OWN.replace('\nn', ' a.b\nn').replace('ndots:5', 'ndots:2'),
  ],
  ['the node’s', { dnsPolicy: 'Default' }, 'nameserver 10.0.0.2\n'],
  ['the node’s on its network', { hostNetwork: true }, 'nameserver 10.0.0.2\n'],
] as const)('/etc/resolv.conf: %s', (_, spec, text) => {
  expect(resolvConf(pod(spec as Partial<PodSpec>))).toBe(text);
});
