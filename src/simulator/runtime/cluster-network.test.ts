import { describe, expect, test } from 'vitest';
import type { EndpointSlice, Service } from '../api/schema/kinds.ts';
import { Clock } from '../clock.ts';
import { History } from '../history.ts';
import { Store } from '../store.ts';
import { ClusterNetwork } from './cluster-network.ts';
import type { Server } from './network.ts';

const CAUSE = { actor: 'test', reason: 'set up' };
const server: Server = { changesAt: () => undefined };

function setUp() {
  const clock = new Clock();
  const store = new Store(clock, new History());
  const network = new ClusterNetwork(clock, store, 1000);
  const pod = (name: string, node = 'node-1', more = {}) =>
    network.addPod({ namespace: 'shop', name, uid: name }, { node, ...more });
  const service = (name: string, clusterIP: string): Service =>
    store.create<'Service'>(
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { namespace: 'shop', name, uid: name, resourceVersion: '', creationTimestamp: '' },
        spec: { clusterIP, ports: [{ port: 80, nodePort: 30080 }] },
      } as unknown as Service,
      CAUSE,
    );
  const slice = (name: string, endpoints: EndpointSlice['endpoints']): EndpointSlice =>
    ({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      addressType: 'IPv4',
      metadata: {
        namespace: 'shop',
        name: `${name}-x`,
        uid: 'u',
        resourceVersion: '',
        creationTimestamp: '',
        labels: { 'kubernetes.io/service-name': name },
      },
      endpoints,
      ports: [{ port: 8080 }],
    }) as unknown as EndpointSlice;
  return { clock, store, network, pod, service, slice };
}

describe('addresses', () => {
  test('Pods are numbered by node', () => {
    const { pod } = setUp();
    expect([
      pod('a').network.address,
      pod('b').network.address,
      pod('c', 'node-2').network.address,
      pod('d', 'node-2', { hostNetwork: true }).network.address,
    ]).toEqual(['10.244.0.2', '10.244.0.3', '10.244.1.2', '172.18.0.3']);
  });
});

describe('connections', () => {
  test.each([
    ['0.0.0.0', 'localhost', true],
    ['127.0.0.1', 'localhost', true],
    ['127.0.0.1', '10.244.0.2', false],
    ['10.244.0.2', '10.244.0.2', true],
    ['10.244.0.2', '127.0.0.1', false],
  ])('a server on %s is asked at %s: %s', (bind, host, connected) => {
    const a = setUp().pod('a').network;
    a.listen(bind, 80, server);
    expect(a.connect(host, 80).connected).toBe(connected);
  });

  test('nobody listens: refused; nobody is there: no route', () => {
    const { pod, network } = setUp();
    const { remove } = pod('a');
    expect(network.fromNode('node-1').connect('10.244.0.2', 80)).toEqual({ connected: false, why: 'refused' });
    remove();
    expect(network.fromNode('node-1').connect('10.244.0.2', 80)).toEqual({ connected: false, why: 'no-route' });
  });

  test('a port is taken once, and free again after close', () => {
    const a = setUp().pod('a').network;
    const first = a.listen('0.0.0.0', 80, server);
    expect(a.listen('127.0.0.1', 80, server)).toBe('address-in-use');
    if (typeof first !== 'string') first.close();
    expect(a.listen('127.0.0.1', 80, server)).not.toBe('address-in-use');
  });
});

describe('Services', () => {
  test('lead to ready endpoints, a second after the slice changed', () => {
    const { pod, service, slice, store, clock, network } = setUp();
    const web = pod('web').network;
    web.listen('0.0.0.0', 8080, server);
    const client = pod('client', 'node-2').network;
    service('web', '10.96.0.9');
    expect(client.connect('web', 80)).toEqual({ connected: false, why: 'refused' });
    store.create<'EndpointSlice'>(slice('web', [{ addresses: [web.address], conditions: { ready: true } }]), CAUSE);
    clock.runUntil(900);
    expect(client.connect('web', 80).connected).toBe(false);
    clock.runUntil(1000);
    expect(client.connect('web.shop', 80).connected).toBe(true);
    expect(client.connect('10.96.0.9', 81)).toEqual({ connected: false, why: 'timeout' });
    expect(network.fromNode('node-2').connect('172.18.0.2', 30080).connected).toBe(true);
    store.update<'EndpointSlice'>(slice('web', [{ addresses: [web.address], conditions: { ready: false } }]), CAUSE);
    clock.runUntil(2000);
    expect(client.connect('web', 80)).toEqual({ connected: false, why: 'refused' });
  });
});

describe('names', () => {
  test.each([
    ['db', ['10.96.0.7']],
    ['db.shop', ['10.96.0.7']],
    ['db.shop.svc.cluster.local', ['10.96.0.7']],
    ['db.other', undefined],
    ['example.com', undefined],
    ['client', ['10.244.0.2']],
    ['localhost', ['127.0.0.1']],
    ['cache', ['10.1.2.3']],
  ])('%s', (name, addresses) => {
    const { pod, service } = setUp();
    service('db', '10.96.0.7');
    expect(
      pod('client', 'node-1', { hostAliases: [{ ip: '10.1.2.3', hostnames: ['cache'] }] }).network.resolve(name),
    ).toEqual(addresses);
  });

  test("a headless Service's are its ready Pods'", () => {
    const { pod, service, slice, store } = setUp();
    service('db', 'None');
    store.create<'EndpointSlice'>(
      slice('db', [
        { addresses: ['10.244.0.7'], hostname: 'db-0', conditions: { ready: true } },
        { addresses: ['10.244.0.8'], hostname: 'db-1', conditions: { ready: false } },
      ]),
      CAUSE,
    );
    const client = pod('client').network;
    expect([client.resolve('db'), client.resolve('db-0.db'), client.resolve('db-1.db')]).toEqual([
      ['10.244.0.7'],
      ['10.244.0.7'],
      undefined,
    ]);
  });
});
