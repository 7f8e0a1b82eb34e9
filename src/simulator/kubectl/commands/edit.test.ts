import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';
import { mergePatch } from './edit.ts';

function edit(change: (yaml: string) => string, cluster = pod()) {
  const opened = cluster.kubectl('kubectl get pod web -o yaml').stdout;
  return cluster.kubectl('kubectl edit pod web', `${opened}---\n${change(opened)}`);
}

function pod(): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'node-a' }] });
  cluster.kubectl('kubectl run web --image=course/web:1.O');
  cluster.runUntil(30_000);
  return cluster;
}

test('what was saved is sent, and nothing else: the kubelet may write meanwhile', () => {
  const cluster = pod();
  const result = edit((yaml) => {
    cluster.runUntil(cluster.clock.now + 60_000);
    return yaml.replace('image: course/web:1.O', 'image: course/web:1.0');
  }, cluster);
  expect(result).toEqual({ exit: 0, stdout: 'pod/web edited\n', stderr: '' });
  expect(cluster.kubectl("kubectl get pod web -o jsonpath='{.spec.containers[0].image}'").stdout).toBe(
    'course/web:1.0',
  );
});

test('an edit that changes nothing is cancelled', () => {
  expect(edit((yaml) => `# a comment\n${yaml}`)).toEqual({
    exit: 0,
    stdout: '',
    stderr: 'Edit cancelled, no changes made.\n',
  });
});

test('what the API server refuses is told in its words', () => {
  const refused = edit((yaml) => yaml.replace('restartPolicy: Always', 'restartPolicy: Never'));
  expect(refused.exit).toBe(1);
  expect(refused.stderr).toContain('The Pod "web" is invalid');
  expect(edit((yaml) => `${yaml}\tx`).stderr).toContain('syntax error');
});

test.each([
  ['a value', { a: 1, b: 2 }, { a: 1, b: 3 }, { b: 3 }],
  ['a field gone', { a: { b: 1, c: 2 } }, { a: { b: 1 } }, { a: { c: null } }],
  ['a list whole', { a: [1, 2] }, { a: [1] }, { a: [1] }],
])('%s', (_, from, to, patch) => expect(mergePatch(from, to)).toEqual(patch));
