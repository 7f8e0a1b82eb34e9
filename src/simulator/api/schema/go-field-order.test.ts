import { expect, test } from 'vitest';
import { goFieldOrder } from './go-field-order.ts';

test.each([
  ['Service', undefined],
  ['ServicePort', ['name', 'protocol', 'appProtocol', 'port', 'targetPort', 'nodePort']],
  ['TCPSocketAction', ['port', 'host']],
  ['EnvVarSource', ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef']],
])('%s', (definition, order) => expect(goFieldOrder(definition)).toEqual(order));

test('what is embedded stands in its place', () =>
  expect(goFieldOrder('Probe')?.slice(0, 5)).toEqual(['exec', 'httpGet', 'tcpSocket', 'grpc', 'initialDelaySeconds']));
