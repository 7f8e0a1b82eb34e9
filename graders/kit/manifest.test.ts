import { expect, test } from 'vitest';
import { oneNode } from './clusters.ts';
import { apply, documentsOf, noWarnings } from './manifest.ts';
import { ended, prepare } from './run.ts';

const pod = (memory: string, port = '80'): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: course/web:1.0
      env: [{name: PORT, value: ${port}}]
      resources: {limits: {memory: ${memory}}}
`;

test('what is refused tells where, and what is written there', () => {
  const { refused, said } = apply(prepare('', { cluster: oneNode() }).cluster, pod('64Mi', '8080'));
  expect(refused?.facts).toMatchObject({ line: 9, path: 'spec.containers[0].env[0].value', raw: '8080' });
  expect(said).toContain('cannot unmarshal number');
});

test.each([
  ['64Mi', true, '–'],
  ['400m', false, 'fractional byte value'],
])('memory %s: no warnings is %s', (memory, holds, message) => {
  const prepared = prepare('', { cluster: oneNode() });
  const applied = apply(prepared.cluster, pod(memory, '"80"'));
  const finding = noWarnings(ended(prepared, prepared.zero, {}, [applied]));
  expect(finding.holds).toBe(holds);
  expect(finding.facts['message']).toContain(message);
});

test('a file falls apart into its documents', () => {
  expect(documentsOf('---\na: 1\n--- # two\nb: 2\n---\n')).toEqual(['a: 1\n', 'b: 2\n']);
});
