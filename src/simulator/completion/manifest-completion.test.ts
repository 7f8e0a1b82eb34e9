import { expect, test } from 'vitest';
import { completeManifest } from './manifest-completion.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';

/** The caret stands at the bar. */
function at(text: string) {
  const offset = text.indexOf('|');
  return completeManifest(text.slice(0, offset) + text.slice(offset + 1), offset);
}
const labels = (text: string): string[] => at(text).items.map(({ label }) => label);

test.each([
  ['of an empty document', '|', ['apiVersion', 'kind', 'metadata', 'spec']],
  [
    'of a probe',
    `${POD}spec:\n  containers:\n    - name: web\n      livenessProbe:\n        |`,
    ['exec', 'failureThreshold'],
  ],
  [
    'of the next item',
    `${POD}spec:\n  containers:\n    - name: web\n      image: x\n    - |`,
    ['name', 'image', 'ports'],
  ],
  ['of a list at its key’s column', `${POD}spec:\n  containers:\n  - name: web\n    |`, ['image', 'ports']],
  ['of the spec after a list', `${POD}spec:\n  containers:\n  - name: web\n  |`, ['restartPolicy', 'nodeName']],
  [
    'in a flow map',
    `${POD}spec:\n  containers:\n    - name: web\n      livenessProbe: {httpGet: {path: /, |`,
    ['port', 'scheme'],
  ],
  ['in a flow list', `${POD}spec:\n  tolerations: [{key: a}, {|`, ['effect', 'key', 'operator']],
  ['of the second document', `${POD}---\napiVersion: v1\nkind: Service\nspec:\n  |`, ['clusterIP', 'ports']],
  ['of a template', 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      |', ['containers']],
])('fields %s', (_, text, expected) => expect(labels(text)).toEqual(expect.arrayContaining(expected)));

test.each([
  ['a field that is there already', `${POD}spec:\n  containers:\n    - name: web\n      |`, 'name'],
  ['a field that stands further down', `${POD}spec:\n  |\n  restartPolicy: Never\n`, 'restartPolicy'],
  ['what the server fills in', `${POD.replace('  name: web\n', '')}  |`, 'uid'],
  ['the status', `${POD}|`, 'status'],
])('not offered: %s', (_, text, name) => {
  expect(labels(text).length).toBeGreaterThan(0);
  expect(labels(text)).not.toContain(name);
});

test.each([
  ['an enum', `${POD}spec:\n  restartPolicy: |`, ['Always', 'Never', 'OnFailure']],
  ['a boolean', `${POD}spec:\n  hostNetwork: |`, ['true', 'false']],
  [
    'an enum in flow style',
    `${POD}spec:\n  tolerations: [{effect: |}]`,
    ['NoExecute', 'NoSchedule', 'PreferNoSchedule'],
  ],
  ['a version', 'apiVersion: |\nkind: Deployment\n', ['apps/v1']],
])('values of %s', (_, text, expected) => expect(labels(text).sort()).toEqual(expected.sort()));

test('kinds and images are offered', () => {
  expect(labels('apiVersion: v1\nkind: |')).toContain('Pod');
  expect(labels(`${POD}spec:\n  containers:\n    - image: |`)).toContain('course/web:1.0');
});

test('nothing is offered in a comment, in a block of text, or where anything may stand', () => {
  expect(labels(`${POD}# |`)).toEqual([]);
  expect(labels(`${POD}spec:\n  containers:\n    - args:\n        - |`)).toEqual([]);
  expect(labels('apiVersion: v1\nkind: ConfigMap\ndata:\n  run.sh: >\n    echo @\n'.replace('@', '|'))).toEqual([]);
  expect(labels('apiVersion: v1\nkind: ConfigMap\ndata:\n  |')).toEqual([]);
});

test('what is written opens what the field holds', () => {
  const insert = (name: string, text: string): string | undefined =>
    at(text).items.find(({ label }) => label === name)?.insert;
  const spec = `${POD}spec:\n  |`;
  expect(insert('restartPolicy', spec)).toBe('restartPolicy: ');
  expect(insert('securityContext', spec)).toBe('securityContext:\n    ');
  expect(insert('containers', spec)).toBe('containers:\n    - ');
});

test('the field at a place is told with its type', () => {
  expect(at(`${POD}spec:\n  containers:\n    - name: web\n      ima|ge: x\n`).field).toEqual({
    path: 'spec.containers[].image',
    type: 'string',
    required: false,
  });
  expect(at(`${POD}spec:\n  restart|Policy: Never\n`).field?.values).toContain('OnFailure');
});

test('a word that is begun is replaced whole', () => {
  const text = `${POD}spec:\n  restartP`;
  expect(completeManifest(text, text.length).from).toBe(text.length - 'restartP'.length);
});

test('hostile text is read in time that grows with its length', () => {
  for (const text of [' '.repeat(200_000), '- '.repeat(100_000), '{'.repeat(200_000), `a:${' '.repeat(200_000)}#`])
    expect(completeManifest(text, text.length).items).toBeDefined();
});
