import { expect, test } from 'vitest';
import { locateNotes } from './locate-notes.ts';

const yaml = `# two objects
apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  hostPID: true
  containers:
    - { name: a, image: nginx, tty: true }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: b }
`;

test('each note stands where its field does', () =>
  expect(
    locateNotes(yaml).map(({ code, path, line, column, endColumn }) => [code, path, line, column, endColumn]),
  ).toEqual([
    ['no-host-namespaces', 'spec.hostPID', 6, 3, 10],
    ['no-terminal', 'spec.containers[0].tty', 8, 32, 35],
    ['no-controller', 'kind', 11, 1, 5],
  ]));

test('a key that is set twice is told where it stands the second time', () =>
  expect(locateNotes('kind: Secret\n---\napiVersion: v1\nkind: Pod\nspec:\n  hostname: a\n  "hostname": b\n')).toEqual([
    {
      severity: 'note',
      code: 'duplicate-key',
      message: 'spec.hostname: set twice; the last one counts',
      path: 'spec.hostname',
      line: 7,
      column: 3,
      endColumn: 13,
    },
  ]));

test('objects of a List are looked at', () =>
  expect(
    locateNotes('apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec: {hostIPC: true}\n'),
  ).toEqual([expect.objectContaining({ path: 'items[0].spec.hostIPC', line: 6, column: 10 })]));

test.each([
  ['nothing', ''],
  ['no YAML', 'a: ['],
  ['a list', '- a'],
  ['a plain Pod', 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a}]}\n'],
])('%s has no notes', (_, text) => expect(locateNotes(text)).toEqual([]));
