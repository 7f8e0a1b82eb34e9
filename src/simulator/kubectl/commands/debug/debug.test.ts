import { expect, test } from 'vitest';
import type { Pod } from '../../../api/schema/kinds.ts';
import { Cluster, type CommandResult } from '../../../cluster.ts';

const RECORDED =
  "All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don't see a command prompt, try pressing enter.\n";

function withPod(): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  cluster.kubectl('kubectl run web --image=nginx:1.27 --labels=app=web');
  cluster.runUntil(5000);
  return cluster;
}
const podOf = (cluster: Cluster, name: string): Pod | undefined => cluster.store.get('Pod', 'default', name);
const type = (line: string, stdin = ''): CommandResult => withPod().kubectl(line, stdin);

test.each<[string, string]>([
  ['kubectl debug', 'error: you must specify --image when not using --copy-to.\n'],
  ['kubectl debug --image=busybox:1.36', 'error: NAME or filename is required for debug\n'],
  ['kubectl debug web --image=busybox:1.36 --replace', 'error: --replace may only be used with --copy-to.\n'],
  ['kubectl debug web --image=busybox:1.36 --profile=none', 'error: unknown profile: none\n'],
  ['kubectl debug web --image=B -t', 'error: invalid image name "B": invalid reference format\n'],
  ['kubectl debug web --image=b -t', 'error: -i/--stdin is required for containers with -t/--tty=true\n'],
  ['kubectl debug web --copy-to=c', 'error: you must specify --image, --set-image or command arguments.\n'],
  [
    'kubectl debug web --copy-to=c --image=b --target=web',
    'error: --target is incompatible with --copy-to. Use --share-processes instead.\n',
  ],
  [
    'kubectl debug web --copy-to=c --set-image=web',
    'error: invalid argument "web" for "--set-image" flag: web must be formatted as key=value\nSee \'kubectl debug --help\' for usage.\n',
  ],
  ['kubectl debug nosuch --image=busybox:1.36', 'Error from server (NotFound): pods "nosuch" not found\n'],
  ['kubectl debug cm/kube-root-ca.crt --image=b', 'error: "/v1, Kind=ConfigMap" not supported by debug\n'],
])('%s is refused in kubectl’s words', (line, stderr) => {
  const result = type(line);
  expect([result.exit, result.stderr]).toEqual([1, stderr]);
});

test('it adds an ephemeral container that sees the processes of its target', () => {
  const cluster = withPod();
  const result = cluster.kubectl(
    'kubectl debug web -it --image=busybox:1.36 --target=web -c look -- sh -c "sleep 2; ps"',
  );
  expect(result.stderr).toBe(RECORDED);
  expect(result.stdout).toContain('Targeting container "web". If you don\'t see processes from this container');
  expect(result.stdout).toMatch(/ 1 root .* nginx/);
  expect(result.stdout).toMatch(/'kubectl attach web -c look -n default -i -t' if it is still running\n$/);
  expect(podOf(cluster, 'web')?.spec.ephemeralContainers).toMatchObject([
    { name: 'look', securityContext: { capabilities: { add: ['SYS_PTRACE'] } }, stdin: true, tty: true },
  ]);
});

test('it makes up a name, and does not wait without -i', () => {
  const { stdout, stderr } = type('kubectl debug web --image=busybox:1.36');
  expect([stdout, stderr]).toEqual([
    expect.stringMatching(/^Defaulting debug container name to debugger-[a-z0-9]{5}\.\n$/),
    '',
  ]);
});

test('what is typed goes to the shell', () => {
  const { stdout } = type('kubectl debug web -i --image=busybox:1.36 -c look', 'hostname\necho $((6*7))\n');
  expect(stdout).toBe('web\n42\n');
});

test('with nothing to type, the container stays and can be talked to', () => {
  const cluster = withPod();
  cluster.kubectl('kubectl debug web -it --image=busybox:1.36 -c look');
  expect(cluster.kubectl('kubectl exec web -c look -- echo here').stdout).toBe('here\n');
  expect(cluster.kubectl('kubectl attach web -c look -i -q', 'echo again\n').stdout).toBe('again\n');
});

test('the next container stands behind those before it', () => {
  const cluster = withPod();
  for (const name of ['one', 'two', 'three']) cluster.kubectl(`kubectl debug web --image=busybox:1.36 -c ${name}`);
  expect(podOf(cluster, 'web')?.spec.ephemeralContainers?.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
});

test('an image that cannot be pulled is told again and again', () => {
  const cluster = withPod();
  const result = cluster.kubectl('kubectl debug web -it --image=busybox:none -c look', '', 40_000);
  expect(result.exit).toBe(124);
  expect(result.stderr).toMatch(
    /^Warning: container look: failed to pull and unpack image "docker.io\/library\/busybox:none"/,
  );
});

test('a copy has its own name and no labels, and shares its processes', () => {
  const cluster = withPod();
  cluster.kubectl('kubectl debug web --image=busybox:1.36 --copy-to=copy -c look -- sleep 100');
  const copy = podOf(cluster, 'copy');
  expect(copy?.metadata.labels).toBeUndefined();
  expect(copy?.spec).toMatchObject({
    shareProcessNamespace: true,
    containers: [
      { name: 'web', image: 'nginx:1.27' },
      { name: 'look', command: ['sleep', '100'] },
    ],
  });
});

test('a copy with other images is otherwise as it was', () => {
  const cluster = withPod();
  cluster.kubectl('kubectl debug web --copy-to=copy --set-image=*=nginx:1.28 --replace');
  const copy = podOf(cluster, 'copy');
  expect(copy).toMatchObject({ metadata: { labels: { app: 'web' } }, spec: { containers: [{ image: 'nginx:1.28' }] } });
  cluster.runUntil(cluster.clock.now + 10_000);
  expect(podOf(cluster, 'web')).toBeUndefined();
});

test('a Pod on a node sees the node’s files', () => {
  const result = type('kubectl debug node/node-1 -i --image=busybox:1.36 -- sh -c "sleep 2; cat /host/etc/os-release"');
  expect(result.stdout).toMatch(
    /^Creating debugging pod node-debugger-node-1-[a-z0-9]{5} with container debugger on node node-1\.\nNAME=/,
  );
});

test('the legacy profile is told to be on its way out', () => {
  expect(type('kubectl debug web --image=busybox:1.36 --profile=legacy -c look').stderr).toMatch(
    /^--profile=legacy is deprecated/,
  );
});

test('a profile that cannot work for the Pod’s user is warned of', () => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { securityContext: { runAsUser: 7 }, containers: [{ name: 'c', image: 'nginx:1.27' }] },
  };
  cluster.kubectl('kubectl create -f -', JSON.stringify(pod));
  expect(cluster.kubectl('kubectl debug web --image=busybox:1.36 -c look').stderr).toMatch(
    /^Warning: Non-root user is configured/,
  );
  expect(cluster.kubectl('kubectl debug web --image=busybox:1.36 -c two --profile=baseline').stderr).toBe('');
});
