import { expect, test } from 'vitest';
import { createApiServer } from '../../api/create-server.ts';
import { bootstrapObjects } from '../../bootstrap.ts';
import { Clock } from '../../clock.ts';
import { History } from '../../history.ts';
import { Random } from '../../random.ts';
import { Store } from '../../store.ts';
import { run } from '../../task.ts';
import { runLine } from '../kubectl.ts';
import { LAST_APPLIED } from '../last-applied.ts';

/** A terminal of a cluster in which nothing but the API server runs. */
function terminal() {
  const clock = new Clock();
  const history = new History();
  const store = new Store(clock, history);
  const random = new Random(1);
  for (const object of bootstrapObjects({ clock, random }))
    store.create(object, { actor: 'test', reason: 'it is there' });
  const cluster = {
    clock,
    history,
    store,
    random,
    api: createApiServer({ clock, random, store }),
    node: () => undefined,
  };
  const type = (line: string, stdin = ''): string => {
    let said = '';
    const say = (text: string): void => void (said += text);
    let exit: number | undefined;
    run(clock, runLine(cluster, line, { stdin, out: say, err: say }), (code) => (exit = code));
    while (exit === undefined && clock.next() !== undefined) clock.step();
    return exit === 0 ? said : `${said}(${exit ?? 'waits'})`;
  };
  return { type, store, clock };
}

const settings = (mode: string, more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {MODE: ${mode}${more}}\n`;

test('apply creates, configures, and leaves alone what is as it should be', () => {
  const { type, store } = terminal();
  expect(type('kubectl apply -f -', settings('a', ', LEVEL: "1"'))).toBe('configmap/settings created\n');
  expect(type('kubectl apply -f -', settings('b'))).toBe('configmap/settings configured\n');
  expect(store.get('ConfigMap', 'default', 'settings')?.data).toEqual({ MODE: 'b' });
  expect(type('kubectl apply -f -', settings('b'))).toBe('configmap/settings unchanged\n');
});

test('apply reads everything before it applies anything, and goes on after an error', () => {
  const { type } = terminal();
  const lost = 'apiVersion: v1\nkind: Nothing\nmetadata: {name: x}\n';
  expect(type('kubectl apply -f -', `${settings('a')}---\n${lost}`)).toBe(
    'configmap/settings created\nerror: resource mapping not found for name: "x" namespace: "" from "STDIN": no matches for kind "Nothing" in version "v1"\nensure CRDs are installed first\n(1)',
  );
});

test('a kind in small letters is neither created nor put over what is there', () => {
  const { type, store } = terminal();
  const small = settings('b').replace('ConfigMap', 'configmap');
  expect(type('kubectl apply -f -', small)).toMatch(/no kind "configmap" is registered for version "v1".*\n\(1\)$/);
  type('kubectl apply -f -', settings('a'));
  expect(type('kubectl apply -f -', small)).toMatch(/for: precondition failed for: map\[data:.* kind:configmap.*/s);
  expect(store.get('ConfigMap', 'default', 'settings')?.data).toEqual({ MODE: 'a' });
});

test('a kind of Kubernetes that is not simulated is called so', () => {
  const { type } = terminal();
  expect(type('kubectl create -f -', 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: x}\n')).toBe(
    'error: Ingress in version "networking.k8s.io/v1" is a kind of Kubernetes that is not simulated here\n(1)',
  );
});

test.each([
  [
    'kubectl create -f -',
    'Error from server (AlreadyExists): error when creating "STDIN": configmaps "settings" already exists\n(1)',
  ],
  ['kubectl replace -f -', 'configmap/settings replaced\n'],
  [
    'kubectl replace --force -f -',
    'configmap "settings" deleted from default namespace\nconfigmap/settings replaced\n',
  ],
  ['kubectl delete -f -', 'configmap "settings" deleted from default namespace\n'],
  ['kubectl apply --dry-run=server -f -', 'configmap/settings configured (server dry run)\n'],
  ['kubectl apply -n kube-system -f -', 'configmap/settings created\n'],
  ['kubectl apply -f nowhere.yaml', 'error: the path "nowhere.yaml" does not exist\n(1)'],
])('%s', (line, said) => {
  const { type } = terminal();
  type('kubectl apply -f -', settings('a'));
  expect(type(line, settings('b'))).toBe(said);
});

test.each([
  ['kubectl label cm settings a=b', 'configmap/settings labeled\n'],
  ['kubectl label cm settings team=blue', 'configmap/settings not labeled\n'],
  ['kubectl label cm settings team=red', "error: 'team' already has a value (blue), and --overwrite is false\n(1)"],
  ['kubectl label cm settings team-', 'configmap/settings unlabeled\n'],
  ['kubectl label cm settings team- --overwrite', 'configmap/settings unlabeled\n'],
  ['kubectl label cm settings team- a=b', 'configmap/settings label(s) changed\n'],
  ['kubectl label cm settings team- --dry-run=client', 'configmap/settings unlabeled (dry run)\n'],
  ['kubectl label cm settings --list', 'team=blue\n'],
  ['kubectl annotate cm settings a=b', 'configmap/settings annotated\n'],
  ['kubectl patch cm settings -p \'{"data":{"MODE":"x"}}\'', 'configmap/settings patched\n'],
  ['kubectl patch cm settings -p \'{"data":{"MODE":"a"}}\'', 'configmap/settings patched (no change)\n'],
  [
    'kubectl patch cm settings --type=json -p \'[{"op":"remove","path":"/data/NO"}]\'',
    'The request is invalid: the server rejected our request due to an error in our request\n(1)',
  ],
  [
    "kubectl patch cm settings --subresource=nosuch -p '{}'",
    'Error from server (NotFound): the server could not find the requested resource\n(1)',
  ],
  [
    "kubectl patch cm settings --subresource=status -p '{}'",
    'Error from server (NotFound): the server could not find the requested resource\n(1)',
  ],
  ['kubectl create cm cd --from-literal=a=b --append-hash', 'configmap/cd-d58c642m5b created\n'],
  ['kubectl create secret generic ss --from-literal=a=b --append-hash', 'secret/ss-9f442m4kh9 created\n'],
  [
    'kubectl create cm cc --from-literal=a=b --save-config -o jsonpath={.metadata.annotations}',
    JSON.stringify({
      [LAST_APPLIED]: '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"cc"},"data":{"a":"b"}}\n',
    }),
  ],
  ['kubectl delete cm nosuch', 'Error from server (NotFound): configmaps "nosuch" not found\n(1)'],
  [
    'kubectl scale cm settings --replicas=1',
    'Error from server (NotFound): the server could not find the requested resource\n(1)',
  ],
])('%s', (line, said) => {
  const { type } = terminal();
  type('kubectl apply -f -', settings('a'));
  type('kubectl label cm settings team=blue');
  expect(type(line)).toBe(said);
});

const labelled = (name: string, app: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, labels: {app: ${app}}}\n---\n`;
const OLD_KIND = 'Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n';

test.each([
  ['-l app=web', 'configmap/a unchanged\n'],
  ['-l app=nosuch', 'error: no objects passed to apply\n(1)'],
  [
    "-l 'app in (web'",
    `error: the provided selector "app in (web" is not valid: unable to parse requirement: found '', expected: ',' or ')'\n(1)`,
  ],
  [
    '--prune',
    'error: all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector\n(1)',
  ],
  ['--prune -l app=web', `configmap/a unchanged\nconfigmap/c pruned\n${OLD_KIND}`],
  [
    '--prune --all --dry-run=server',
    `configmap/a unchanged (server dry run)\nconfigmap/b pruned (server dry run)\nconfigmap/c pruned (server dry run)\n${OLD_KIND}`,
  ],
  [
    '--prune --all --prune-allowlist=core/v1/ConfigMap',
    'configmap/a unchanged\nconfigmap/b pruned\nconfigmap/c pruned\n',
  ],
  ['--prune --all --prune-allowlist=core/v1/Secret', 'configmap/a unchanged\n'],
  [
    '--prune --all --prune-allowlist=nosuch',
    'error: invalid GroupVersionKind format: nosuch, please follow <group/version/kind>\n(1)',
  ],
  ['--prune --all --prune-allowlist=core/v1/Foo', 'error: no matches for kind "Foo" in version "v1"\n(1)'],
  [
    '--prune --all --server-side',
    "error: --prune is in alpha and doesn't currently work on objects created by server-side apply\n(1)",
  ],
])('kubectl apply -f - %s', (flags, said) => {
  const { type } = terminal();
  type('kubectl apply -f -', labelled('a', 'web') + labelled('b', 'api') + labelled('c', 'web'));
  type('kubectl create cm untouched');
  const told = type(`kubectl apply -f - ${flags}`, labelled('a', 'web'));
  expect(told.replace(/^W.*prune.go:71\] Deprecated: .*\n/m, '')).toBe(said);
});

test.each([
  [
    '1',
    'Apply failed with 2 conflicts: conflicts with "kubectl" with subresource "scale" using apps/v1:\n- .spec.replicas\nconflicts with "kubectl-set" using apps/v1:\n',
  ],
  [
    '0',
    'Apply failed with 1 conflict: conflict with "kubectl-set" using apps/v1: .spec.template.spec.containers[name="web"].image\n',
  ],
])('who set a field is known by its command; a scale to %s', (replicas, said) => {
  const { type } = terminal();
  type('kubectl create deployment web --image=web --replicas=2');
  type('kubectl set image deployment/web web=web:2');
  type(`kubectl scale deployment/web --replicas=${replicas}`);
  const container = { name: 'web', image: 'web:3' };
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas: 5, template: { spec: { containers: [container] } } },
  };
  expect(type('kubectl apply --server-side -f -', JSON.stringify(object))).toContain(said);
});

test('delete waits until the object is gone', () => {
  const { type, clock, store } = terminal();
  type('kubectl apply -f -', settings('a').replace('settings}', 'settings, finalizers: [example.com/hold]}'));
  clock.at(7000, () => store.remove('ConfigMap', 'default', 'settings', { actor: 'test', reason: 'it lets go' }));
  expect(type('kubectl delete cm settings')).toBe('configmap "settings" deleted from default namespace\n');
  expect(clock.now).toBe(7000);
});

test('an object of another namespace than the command names is refused', () => {
  const { type } = terminal();
  const elsewhere = settings('a').replace('name: settings', 'name: settings, namespace: default');
  expect(type('kubectl apply -n kube-system -f -', elsewhere)).toBe(
    'error: the namespace from the provided object "default" does not match the namespace "kube-system". You must pass \'--namespace=default\' to perform this operation.\n(1)',
  );
});

test('set env --overwrite=false takes what is new or the same, and names the first of the given that is not', () => {
  const { type } = terminal();
  type('kubectl create deployment web --image=nginx');
  type('kubectl set env deploy/web A=1 B=2');
  expect(type('kubectl set env deploy/web --overwrite=false B=3 A=2 C=1')).toMatch(
    /'B' already has a value \(2\), and --overwrite is false/,
  );
  expect(type('kubectl set env deploy/web --overwrite=false C=1 A=1')).toBe('deployment.apps/web env updated\n');
});

test.each([
  ['kubectl create -f -'],
  ['kubectl delete configmap settings'],
  ['kubectl patch configmap settings -p {"data":{"MODE":"b"}}'],
])('%s by one who may not changes nothing', (command) => {
  const { type, store } = terminal();
  type('kubectl create -f -', settings('a'));
  const version = store.version;
  expect(type(`${command} --as=jane`, settings('b'))).toMatch(/^Error from server \(Forbidden\): .*jane.*\(1\)$/s);
  expect(store.version).toBe(version);
});
