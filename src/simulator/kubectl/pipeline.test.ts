import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';
import { pipeStages } from './pipeline.ts';

function cluster(): Cluster {
  const made = new Cluster({ nodes: [{ name: 'node-a' }] });
  for (const name of ['web', 'cart', 'db']) made.kubectl(`kubectl run ${name} --image=course/web:1.0`);
  return made;
}

test.each([
  ['get pods', undefined],
  ['get pods | wc -l', ['kubectl: get pods ', 'shell:  wc -l']],
  ["get pods -o jsonpath='{a|b}'", undefined],
  ["get pods | grep 'a|b' | sort", ['kubectl: get pods ', "shell:  grep 'a|b' | sort"]],
  ['get pods || true', undefined],
  ['get pods | grep x || echo none', ['kubectl: get pods ', 'shell:  grep x || echo none']],
  ['get \\| pods', undefined],
  [
    'get cm a -o yaml | sed s/a/b/ | k apply -f -',
    ['kubectl: get cm a -o yaml ', 'shell:  sed s/a/b/ ', 'kubectl:  k apply -f -'],
  ],
  ['get pods | kubectl apply -f - | cat', ['kubectl: get pods ', 'kubectl:  kubectl apply -f - ', 'shell:  cat']],
])('%s', (line, parts) => expect(pipeStages(line)?.map((stage) => `${stage.runs}: ${stage.line}`)).toEqual(parts));

test('what kubectl prints can be handed to kubectl, changed on the way or not', () => {
  const made = cluster();
  made.kubectl('kubectl create configmap a --from-literal=mode=test --dry-run=client -o yaml | kubectl apply -f -');
  expect(made.kubectl("kubectl get configmap a -o jsonpath='{.data.mode}'").stdout).toBe('test');
  const changed = made.kubectl('kubectl get configmap a -o yaml | sed s/test/production/ | kubectl apply -f - | cat');
  expect(changed).toMatchObject({ exit: 0, stdout: 'configmap/a configured\n' });
  expect(made.kubectl("kubectl get configmap a -o jsonpath='{.data.mode}'").stdout).toBe('production');
});

test.each([
  ['kubectl get pods | grep ^db', /^db .*\n$/],
  ['kubectl get pods --no-headers | wc -l', /^3\n$/],
  ['kubectl get pods -o name | sort -r | head -1', /^pod\/web\n$/],
  ["kubectl get pods --no-headers | awk '{print $1}' | tail -n 1", /^web\n$/],
])('%s', (line, expected) =>
  expect(cluster().kubectl(line)).toMatchObject({ exit: 0, stdout: expect.stringMatching(expected) }),
);

test('the exit code is the last command’s, and what kubectl complains of is not piped', () => {
  const { exit, stdout, stderr } = cluster().kubectl('kubectl get pod nothing | cat');
  expect([exit, stdout]).toEqual([0, '']);
  expect(stderr).toContain('not found');
  expect(cluster().kubectl('kubectl get pods | grep nothing').exit).toBe(1);
  expect(cluster().kubectl('kubectl get pods | jq .')).toMatchObject({ exit: 127, stderr: 'sh: jq: not found\n' });
});

test('a pipe leaves no trace: what follows is as without it', () => {
  const [with_, without] = [cluster(), cluster()];
  with_.kubectl('kubectl get pods | sort');
  const until = with_.clock.now;
  without.runUntil(until);
  expect(with_.kubectl('kubectl create deployment a --image=course/web:1.0').exit).toBe(0);
  without.kubectl('kubectl create deployment a --image=course/web:1.0');
  for (const one of [with_, without]) one.runUntil(until + 5000);
  expect(with_.kubectl('kubectl get pods').stdout).toBe(without.kubectl('kubectl get pods').stdout);
});

test.each([
  ['kubectl get pod web -o yaml > web.yaml', 'this terminal keeps no files'],
  ['kubectl get pods && kubectl get jobs', '& is not simulated'],
])('%s is refused with a word of what to do', (line, said) =>
  expect(cluster().kubectl(line)).toMatchObject({ exit: 2, stderr: expect.stringContaining(said) }),
);
