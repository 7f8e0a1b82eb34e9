import { describe, expect, test } from 'vitest';
import { createApiServer } from '../api/create-server.ts';
import type { KubeObject, Pod } from '../api/schema/kinds.ts';
import { Clock } from '../clock.ts';
import { History } from '../history.ts';
import type { NodeRuntime } from '../kubelet/node-runtime.ts';
import { Random } from '../random.ts';
import { Store } from '../store.ts';
import { run, Signal } from '../task.ts';
import type { ClusterAccess } from './command.ts';
import { runLine } from './kubectl.ts';

const NOW = Date.UTC(2026, 0, 1);
const cause = { actor: 'test', reason: 'test' };

function clusterOf(objects: readonly object[], node?: NodeRuntime): ClusterAccess {
  const clock = new Clock(NOW);
  const history = new History('dropped');
  const store = new Store(clock, history);
  store.load(objects as readonly KubeObject[]);
  const random = new Random(1);
  return { clock, history, store, random, api: createApiServer({ clock, random, store }), node: () => node };
}

interface Typed {
  exit: number | undefined;
  stdout: string;
  stderr: string;
}

/** Types a line and lets time run until it ends, at most to `until`. */
function type(cluster: ClusterAccess, line: string, until = 60_000): Typed {
  const typed: Typed = { exit: undefined, stdout: '', stderr: '' };
  const task = run(
    cluster.clock,
    runLine(cluster, line, { stdin: '', out: (t) => (typed.stdout += t), err: (t) => (typed.stderr += t) }),
    (code) => (typed.exit = code),
  );
  for (
    let next = cluster.clock.next();
    typed.exit === undefined && next !== undefined && next <= until;
    next = cluster.clock.next()
  )
    cluster.clock.step();
  task.cancel();
  return typed;
}

const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'default', uid: 'n', resourceVersion: '1' },
  status: { phase: 'Active' },
};
const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'a', uid: 'a', resourceVersion: '1' },
  spec: {},
  status: {},
};
const pod = (
  name: string,
  more: { labels?: Record<string, string>; spec?: object; status?: object; metadata?: object } = {},
): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'default',
    uid: name,
    resourceVersion: '1',
    creationTimestamp: '2025-12-31T23:59:50Z',
    ...(more.labels ? { labels: more.labels } : {}),
    ...more.metadata,
  },
  spec: { nodeName: 'a', containers: [{ name: 'app', image: 'nginx' }], ...more.spec },
  status: {
    phase: 'Running',
    containerStatuses: [{ name: 'app', ready: true, restartCount: 0, image: '', imageID: '', state: { running: {} } }],
    ...more.status,
  },
});

describe('get', () => {
  const cluster = clusterOf([namespace, node, pod('b', { labels: { app: 'web' } }), pod('a')]);
  const HEAD = 'NAME   READY   STATUS    RESTARTS   AGE\n';

  test.each([
    ['kubectl get pods', `${HEAD}a      1/1     Running   0          10s\nb      1/1     Running   0          10s\n`],
    ['k get po -l app=web', `${HEAD}b      1/1     Running   0          10s\n`],
    ['get pods --field-selector metadata.name!=a -o name', 'pod/b\n'],
    ['kubectl get no,po -o name', 'node/a\npod/a\npod/b\n'],
    ["kubectl get pod a -o jsonpath='{.spec.nodeName}'", 'a'],
    ['kubectl get pods --sort-by=.metadata.labels.app -o name', 'pod/a\npod/b\n'],
    ['kubectl get --raw /readyz', 'ok'],
    [
      'kubectl get --raw /api/v1/namespaces/default/configmaps',
      '{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"0"},"items":[]}\n',
    ],
    ['kubectl get pods -l app=web -w --request-timeout=1', `${HEAD}b      1/1     Running   0          10s\n`],
  ])('%s', (line, stdout) => expect(type(cluster, line)).toEqual({ exit: 0, stdout, stderr: '' }));

  test.each([
    ['kubectl get pod c', 'Error from server (NotFound): pods "c" not found\n'],
    ['kubectl get --raw /api/v1/namespaces/default/pods/c', 'Error from server (NotFound): pods "c" not found\n'],
    ['kubectl get --raw /nosuch', 'Error from server (NotFound): the server could not find the requested resource\n'],
    ['kubectl get foo', 'error: the server doesn\'t have a resource type "foo"\n'],
    ['kubectl get pod a -l app=web', 'error: name cannot be provided when a selector is specified\n'],
    [
      'kubectl get pods a/b',
      "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'\n",
    ],
  ])('%s is refused', (line, stderr) => expect(type(cluster, line)).toEqual({ exit: 1, stdout: '', stderr }));

  test('--watch shows a row for each change', () => {
    const watched = clusterOf([namespace, node, pod('a')]);
    watched.clock.after(2000, () => {
      const now = watched.store.get('Pod', 'default', 'a');
      if (now)
        watched.store.update<'Pod'>(
          { ...now, status: { ...now.status, phase: 'Failed', reason: 'Evicted', containerStatuses: [] } } as Pod,
          cause,
        );
    });
    expect(type(watched, 'kubectl get pods -w', 5000)).toEqual({
      exit: undefined,
      stdout: `${HEAD}a      1/1     Running   0          10s\na      0/1     Evicted   0          12s\n`,
      stderr: '',
    });
  });
});

describe('logs and exec go to the node', () => {
  const runtime: NodeRuntime = {
    logs: (_, container, which) =>
      which === 'previous'
        ? { ok: false, message: `previous terminated container "${container}" in pod "two" not found` }
        : { ok: true, lines: [1, 2, 3].map((n) => ({ at: n * 500, stream: 'stdout', text: `${container} ${n}` })) },
    exec: (_pod, _container, argv, { stdout }) => {
      stdout(`${argv.join(' ')}\n`);
      return {
        started: true,
        process: {
          pid: 1,
          exit: argv[0] === 'false' ? 1 : 0,
          killedBy: undefined,
          oomKilled: false,
          exited: new Signal(),
          kill: () => undefined,
        },
      };
    },
    usage: () => ({ cpu: 12.5, memory: 3 * 1024 * 1024 }),
    setKnob: () => undefined,
    attach: () => undefined,
    manifestProblems: () => new Map(),
    writeManifest: () => undefined,
  };
  const two = pod('two', { spec: { containers: [{ name: 'app' }, { name: 'log' }] } });
  const cluster = clusterOf([namespace, node, two], runtime);

  test.each([
    ['kubectl logs two', 'app 1\napp 2\napp 3\n', 'Defaulted container "app" out of: app, log\n'],
    ['kubectl logs two log --tail=1', 'log 3\n', ''],
    ['kubectl logs two -c log --timestamps --tail 2', '2026-01-01T00:00:01Z log 2\n2026-01-01T00:00:01.5Z log 3\n', ''],
    ['kubectl logs two --all-containers --prefix --tail=1', '[pod/two/app] app 3\n[pod/two/log] log 3\n', ''],
    ['kubectl exec two -c app -- echo -n hi', 'echo -n hi\n', ''],
    ['kubectl top pod', 'NAME   CPU(cores)   MEMORY(bytes)   \ntwo    25m          6Mi             \n', ''],
  ])('%s', (line, stdout, stderr) => expect(type(cluster, line)).toEqual({ exit: 0, stdout, stderr }));

  test('what the node refuses is told', () =>
    expect(type(cluster, 'kubectl logs two -c log -p').stderr).toBe(
      'Error from server (BadRequest): previous terminated container "log" in pod "two" not found\n',
    ));

  test('the exit code of a command is kubectl’s', () =>
    expect(type(cluster, 'kubectl exec two -c app -- false')).toEqual({
      exit: 1,
      stdout: 'false\n',
      stderr: 'command terminated with exit code 1\n',
    }));
});

describe('wait', () => {
  const ready = { type: 'Ready', status: 'True' };

  test('ends when the condition is met', () => {
    const cluster = clusterOf([namespace, pod('a')]);
    cluster.clock.after(1500, () => {
      const now = cluster.store.get('Pod', 'default', 'a');
      if (now) cluster.store.update<'Pod'>({ ...now, status: { ...now.status, conditions: [ready] } } as Pod, cause);
    });
    expect(type(cluster, 'kubectl wait pod/a --for=condition=Ready')).toEqual({
      exit: 0,
      stdout: 'pod/a condition met\n',
      stderr: '',
    });
    expect(cluster.clock.now).toBe(1500);
  });

  test('gives up after its timeout', () => {
    const cluster = clusterOf([namespace, pod('a')]);
    expect(type(cluster, 'kubectl wait pod a --for=delete --timeout=3s').stderr).toBe(
      'error: timed out waiting for the condition on pods/a\n',
    );
    expect(cluster.clock.now).toBe(3000);
  });

  test('reads a field by its path', () => {
    const cluster = clusterOf([namespace, pod('a')]);
    expect(type(cluster, "kubectl wait pod/a --for=jsonpath='{.status.phase}'=Running").exit).toBe(0);
  });
});

describe('drain', () => {
  const owned = {
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'r', controller: true }],
  };

  test('refuses Pods that nothing would make again', () => {
    const cluster = clusterOf([namespace, node, pod('bare')]);
    const { exit, stdout, stderr } = type(cluster, 'kubectl drain a');
    const problem = 'cannot delete Pods that declare no controller (use --force to override): default/bare';
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: 'node/a cordoned\n' });
    expect(stderr).toBe(
      `error: unable to drain node "a" due to error: ${problem}, continuing command...\nThere are pending nodes to be drained:\n a\n${problem}\n`,
    );
  });

  test('waits until evicted Pods have gone', () => {
    const cluster = clusterOf([namespace, node, pod('a', { metadata: owned })]);
    cluster.clock.after(2500, () => cluster.store.remove('Pod', 'default', 'a', cause));
    expect(type(cluster, 'kubectl drain a')).toEqual({
      exit: 0,
      stdout: 'node/a cordoned\nevicting pod default/a\npod/a evicted\nnode/a drained\n',
      stderr: '',
    });
    expect(cluster.clock.now).toBe(3000);
  });
});

describe('what is made from flags', () => {
  test.each([
    [
      'kubectl run web --image=nginx --port=80 --env=A=b --dry-run=client -o jsonpath={.spec.containers[0]}',
      '{"env":[{"name":"A","value":"b"}],"image":"nginx","name":"web","ports":[{"containerPort":80}],"resources":{}}',
    ],
    ['kubectl create deploy web --image=nginx --replicas=2 --dry-run=client -o name', 'deployment.apps/web\n'],
    [
      'kubectl create cm c --from-literal=a=b -n shop --dry-run=client -o yaml',
      'apiVersion: v1\ndata:\n  a: b\nkind: ConfigMap\nmetadata:\n  name: c\n  namespace: shop\n',
    ],
  ])('%s', (line, stdout) => expect(type(clusterOf([namespace]), line)).toEqual({ exit: 0, stdout, stderr: '' }));

  test('a required flag is asked for', () => {
    expect(type(clusterOf([namespace]), 'kubectl run web').stderr).toBe(
      'E0101 00:00:00.000000       1 run.go:72] "command failed" err="required flag(s) \\"image\\" not set"\n',
    );
  });
});

test('contexts are made, chosen and left', () => {
  const cluster = clusterOf([namespace, pod('a', { metadata: { namespace: 'shop' } })]);
  expect(type(cluster, 'kubectl config set-context x --namespace=shop').exit).toBe(1);
  const made = 'kubectl config set-context x --cluster=course --user=learner --namespace=shop';
  expect(type(cluster, made).stdout).toBe('Context "x" created.\n');
  expect(type(cluster, 'kubectl get pods -o name').stdout).toBe('');
  expect(type(cluster, 'kubectl get pods -o name --context=x').stdout).toBe('pod/a\n');
  expect(type(cluster, 'kubectl config use-context x').stdout).toBe('Switched to context "x".\n');
  expect(type(cluster, 'kubectl get pods -o name').stdout).toBe('pod/a\n');
  expect(type(cluster, 'kubectl config rename-context x y').stdout).toBe('Context "x" renamed to "y".\n');
  expect(type(cluster, 'kubectl config current-context').stdout).toBe('y\n');
  expect(type(cluster, 'kubectl config delete-context z').exit).toBe(1);
});

describe('help', () => {
  test.each([
    ['kubectl', '  get             Display one or many resources\n'],
    ['kubectl -h', 'Usage:\n  kubectl [flags] [options]\n'],
    ['kubectl get --help', '    -o, --output string\n'],
    ['kubectl help rollout', '  undo          Undo a previous rollout\n'],
  ])('%s', (line, part) => {
    const typed = type(clusterOf([]), line);
    expect(typed.exit).toBe(0);
    expect(typed.stdout).toContain(part);
  });
});
