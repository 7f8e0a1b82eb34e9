import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';

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

test('a list is merged by its key: what another wrote into it meanwhile stays', () => {
  const cluster = new Cluster();
  const service = (ports: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [${ports}]}\n`;
  cluster.kubectl('kubectl apply -f -', service('{name: a, port: 80}'));
  const opened = cluster.kubectl('kubectl get svc web -o yaml').stdout;
  cluster.kubectl('kubectl apply -f -', service('{name: a, port: 80}, {name: b, port: 81}'));
  const saved = opened.replace('targetPort: 80', 'targetPort: 8080');
  expect(cluster.kubectl('kubectl edit svc web', `${opened}---\n${saved}`).stdout).toBe('service/web edited\n');
  const ports = cluster.kubectl("kubectl get svc web -o jsonpath='{.spec.ports[*].port}'").stdout;
  expect(ports).toBe('80 81');
});

test('what an object is called cannot be edited', () => {
  expect(edit((yaml) => yaml.replace('  name: web\n  namespace', '  name: other\n  namespace')).stderr).toBe(
    'error: At least one of apiVersion, kind and name was changed\n',
  );
});
