import { expect, test } from 'vitest';
import { changed, errorsOf, errorsOfUpdate } from './errors-of.fixture.ts';

const metadata = { name: 'web', namespace: 'default' };
const endpoints = {
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata,
  subsets: [{ addresses: [{ ip: '10.1.0.1' }], ports: [{ port: 80 }] }],
};
const slice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata,
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.1.0.1'] }],
  ports: [{ port: 80 }],
};

test.each([
  [
    endpoints,
    'subsets',
    [{ ports: [{ port: 80 }] }],
    ['subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`'],
  ],
  [
    endpoints,
    'subsets',
    [{ addresses: [{ ip: '127.0.0.1' }] }],
    ['subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  ],
  [
    endpoints,
    'subsets',
    [{ addresses: [{ ip: '10.1.0.1' }], ports: [{ port: 80 }, { name: 'b', port: 0 }] }],
    [
      'subsets[0].ports[0].name: Required value',
      'subsets[0].ports[1].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
  ],
  [slice, 'addressType', 'x', ['addressType: Unsupported value: "x": supported values: "FQDN", "IPv4", "IPv6"']],
  [
    slice,
    'endpoints',
    [{ addresses: [] }],
    ['endpoints[0].addresses: Required value: must contain at least 1 address'],
  ],
  [
    slice,
    'endpoints',
    [{ addresses: ['2001:db8::1'] }],
    ['endpoints[0].addresses[0]: Invalid value: "2001:db8::1": must be an IPv4 address'],
  ],
  [slice, 'ports', [{ port: 80 }, { port: 81 }], ['ports[1].name: Duplicate value: ""']],
])('%#: %s', (base, path, value, errors) => expect(errorsOf(changed(base, path, value))).toEqual(errors));

test('a slice keeps its type of addresses', () =>
  expect(errorsOfUpdate(changed(changed(slice, 'addressType', 'FQDN'), 'endpoints', []), slice)).toEqual([
    'addressType: Invalid value: "FQDN": field is immutable',
  ]));
