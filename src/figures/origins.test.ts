import { expect, test } from 'vitest';
import { originsOf } from './origins.ts';

test('each line is known by who brought it', () => {
  const manifest = 'kind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - image: a\n      name: web\n';
  const stored = `kind: Pod
metadata:
  name: web
  uid: 1-2-3
spec:
  containers:
  - image: a
    imagePullPolicy: Always
    name: web
  nodeName: node-1
  tolerations:
  - effect: NoExecute
status:
  conditions:
  - status: "True"
`;
  expect(originsOf(manifest, stored).map(({ text, origin }) => `${origin} ${text.trim()}`)).toEqual([
    'you kind: Pod',
    'you metadata:',
    'you name: web',
    'api uid: 1-2-3',
    'you spec:',
    'you containers:',
    'you - image: a',
    'api imagePullPolicy: Always',
    'you name: web',
    'cluster nodeName: node-1',
    'api tolerations:',
    'api - effect: NoExecute',
    'cluster status:',
    'cluster conditions:',
    'cluster - status: "True"',
  ]);
});

test('what the author put second is known although it is stored first', () => {
  const env = (...names: string[]): string => `env:\n${names.map((name) => `- name: ${name}\n`).join('')}args:\n- a\n`;
  expect(originsOf(env('A', 'B'), env('NEW', 'B')).map(({ origin }) => origin)).toEqual([
    'you',
    'api',
    'you',
    'you',
    'you',
  ]);
});
