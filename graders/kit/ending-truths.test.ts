import { expect, test } from 'vitest';
import { at, type } from './actions.ts';
import { oneNode } from './clusters.ts';
import { endedAt, exitCodeOf, signalledAt } from './ending-truths.ts';
import { pod } from './history-view.ts';
import { apply } from './manifest.ts';
import { ended, prepare } from './run.ts';

const prepared = prepare('', { cluster: oneNode(), actions: [at('20s', type('kubectl delete pod --all'))] });
const web = (name: string, rest: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {terminationGracePeriodSeconds: 5, containers: [{name: web, ${rest}}]}\n`;
apply(
  prepared.cluster,
  [web('good', 'image: "course/web:1.0"'), web('deaf', 'image: "busybox:1.36", command: [sleep, "900"]')].join('---\n'),
);
prepared.cluster.runUntil(prepared.zero + 60_000);
const run = ended(prepared);

test.each([
  ['good', 20, 21, 0],
  ['deaf', 20, 25, 137],
])('%s: SIGTERM, the end and its code are read from the history', (name, term, end, code) => {
  expect(Math.round(Number(signalledAt(pod(name), 'SIGTERM').truth(run)))).toBe(term);
  expect(Math.round(Number(endedAt(pod(name)).truth(run)))).toBe(end);
  expect(exitCodeOf(pod(name)).truth(run)).toBe(code);
});

test('what never happened has no second', () => {
  expect(signalledAt(pod('good'), 'SIGKILL').truth(run)).toBe(-1);
  expect([endedAt(pod('nobody')).truth(run), exitCodeOf(pod('nobody')).truth(run)]).toEqual([-1, -1]);
});
