import { expect, test } from 'vitest';
import { runManifest } from '../figures/run-manifest.ts';
import { figures } from '../i18n/figures.ts';
import { differencesOf, outcomeOf, type RunDifferences } from './run-differences.ts';

const pod = (container: string, rest = '', image = 'course/web:1.0'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: ${container}\n      image: ${image}\n${rest}`;
const picture = (manifest: string) => runManifest({ manifest, until: 60 }).picture;
const compare = (yours: string, reference: string): RunDifferences =>
  differencesOf(picture(yours), picture(reference), figures.en);

test('the same behaviour under another container name is no difference', () => {
  expect(compare(pod('web'), pod('app')).first).toBeUndefined();
});

test('what happens in one run only is told with its time', () => {
  const { first } = compare(pod('web', '      command: ["nosuch"]\n'), pod('web'));
  expect(first).toMatchObject({
    kind: 'only',
    run: 'reference',
    moment: { who: 'web', what: 'starts' },
    instead: { what: expect.stringContaining('StartError') as string },
  });
});

test('what happens in both at another time is told with both times', () => {
  const probe = (delay: number): string =>
    `      readinessProbe: { initialDelaySeconds: ${delay}, httpGet: { port: 8080, path: / } }\n`;
  const { first, yours, reference } = compare(pod('web', probe(20)), pod('web', probe(0)));
  if (first?.kind !== 'other-time') throw new Error(`not another time: ${JSON.stringify(first)}`);
  expect(first.yours - first.reference).toBeGreaterThan(15);
  expect(outcomeOf(yours!).ready).toBeGreaterThan(outcomeOf(reference!).ready!);
});

test('a run that was refused has no Pod, and all of the other is what it lacks', () => {
  const { yours, first, pods } = differencesOf(undefined, picture(pod('web')), figures.en);
  expect(yours).toBeUndefined();
  expect(first).toMatchObject({ kind: 'only', run: 'reference' });
  expect(pods).toEqual({ yours: 0, reference: 1 });
});

test('Pods with made-up names are compared by their order, and counted', () => {
  const deployment = (replicas: number): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: ${replicas}\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers:\n        - name: web\n          image: course/web:1.0\n`;
  expect(compare(deployment(2), deployment(2)).first).toBeUndefined();
  expect(compare(deployment(1), deployment(2))).toMatchObject({
    pods: { yours: 1, reference: 2 },
    first: { kind: 'only', run: 'reference' },
    yours: undefined,
  });
});

test('an outcome counts restarts and keeps the last STATUS', () => {
  const [ended] = picture(pod('web', '      command: ["sh", "-c", "exit 1"]\n', 'busybox:1.36')).pods;
  expect(outcomeOf(ended!).status).toMatch(/^(CrashLoopBackOff|Error)$/);
  expect(outcomeOf(ended!).restarts).toBeGreaterThan(1);
  expect(outcomeOf(ended!).ready).toBeDefined();
  expect(outcomeOf(ended!).node).toBe(ended!.node);
  expect([outcomeOf(ended!).deleted, outcomeOf({ ...ended!, deleted: 90 }).deleted]).toEqual([undefined, 90]);
});
