import { expect, test } from 'vitest';
import { at, get, print } from './actions.ts';
import { oneNode } from './clusters.ts';
import { apply } from './manifest.ts';
import { ended, prepare } from './run.ts';

const server = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: course/web:1.0
      env: [{name: GREETING, value: hello}]
`;

const prepared = prepare('', {
  cluster: oneNode(),
  actions: [
    at('5s', get('page', 'web', ':8080/')),
    at('6s', print('greeting', 'kubectl exec web -- printenv GREETING')),
    at('7s', print('nothing', 'kubectl exec web -- printenv NOTHING')),
  ],
});
apply(prepared.cluster, server);
prepared.cluster.runUntil(prepared.zero + 10_000);
const run = ended(prepared);

test('a command tells how it ended and what it printed', () => {
  expect(run.printed('greeting')).toMatchObject({
    holds: true,
    exit: 0,
    stdout: 'hello\n',
    facts: { output: 'hello' },
  });
  expect(run.printed('nothing')).toMatchObject({ holds: false, exit: 1, stdout: '' });
});

test('a request is no command, and what no action sent has no answer', () => {
  expect(run.reply('page').reply.status).toBe(200);
  expect(() => run.printed('page')).toThrow('ask for its reply');
  expect(() => run.reply('greeting')).toThrow('ask what it printed');
  expect(() => run.reply('else')).toThrow('no action else');
});
