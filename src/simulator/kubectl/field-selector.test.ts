import { expect, test } from 'vitest';
import type { KubeObject } from '../api/schema/kinds.ts';
import { readFieldSelector } from './field-selector.ts';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a,b' },
  spec: { nodeName: 'n1', containers: [] },
  status: { phase: 'Running', podIPs: [{ ip: '10.0.0.1' }] },
} as unknown as KubeObject;

test.each([
  ['status.phase=Running', true],
  ['status.phase==Running,spec.nodeName!=n1', false],
  ['metadata.name=a\\,b', true],
  ['spec.hostNetwork=false', true],
  ['spec.host=n1', true],
  ['status.podIPs=10.0.0.1', false],
  ['status.nominatedNodeName=', true],
  ['=', true],
])('of a Pod, %s holds: %s', (text, holds) => {
  const selector = readFieldSelector('Pod', text);
  expect('test' in selector && selector.test(pod)).toBe(holds);
});

test.each([
  ['Pod', 'status', "invalid selector: 'status'; can't understand 'status'"],
  ['Pod', 'spec.x=1', 'field label not supported: spec.x'],
  ['Pod', 'status.phase=a=b', 'invalid field selector: unescaped character in value: 61'],
  ['Pod', 'status.phase=a\\b', 'invalid field selector: invalid escape sequence: \\b'],
  ['Node', 'metadata.namespace=x', 'field label not supported: metadata.namespace'],
  ['Job', 'status.phase=x', 'field label "status.phase" not supported for Job'],
  [
    'ReplicaSet',
    'status.replicas=1',
    '"status.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"',
  ],
])('a %s cannot be selected by %s', (kind, text, problem) => {
  expect(readFieldSelector(kind, text)).toEqual({ problem });
});
