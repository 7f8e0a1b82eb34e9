/** The runs of the lesson pod-anatomy: one Pod as it was written, as it is stored, and what may be changed in it. */
import { originsOf, type StoredLine } from '../../figures/origins.ts';
import { runManifest } from '../../figures/run-manifest.ts';
import { Cluster } from '../../simulator/index.ts';

const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: shop-web
  labels:
    app: shop
spec:
  containers:
    - name: web
      image: course/web:1.0
`;
export const written = { manifest, lines: manifest.trimEnd().split('\n').length };

const UNTIL = 10;
const run = runManifest({ manifest, until: UNTIL });
export const stored: readonly StoredLine[] = originsOf(manifest, run.kubectl('kubectl get pod shop-web -o yaml'));
export const counts = {
  you: stored.filter(({ origin }) => origin === 'you').length,
  api: stored.filter(({ origin }) => origin === 'api').length,
  cluster: stored.filter(({ origin }) => origin === 'cluster').length,
  all: stored.length,
};

const named = (name: string): string => manifest.replace('shop-web', name);
const answer = (yaml: string): string => {
  const { stdout, stderr } = new Cluster({ nodes: [{ name: 'node-1' }] }).kubectl('kubectl apply -f -', yaml);
  return (stderr + stdout).trim().replace(/, and must start.*$/, ' …');
};
/** Names, and what the API server says of them. */
export const names = [
  { what: 'Pod', name: 'shop-web', answer: answer(named('shop-web')) },
  { what: 'Pod', name: 'Shop_Web', answer: answer(named('Shop_Web')) },
  { what: 'container', name: 'web.1', answer: answer(manifest.replace('name: web', 'name: web.1')) },
  {
    what: 'port',
    name: 'prometheus-metrics',
    answer: answer(`${manifest}      ports: [{ name: prometheus-metrics, containerPort: 9090 }]\n`),
  },
];

/** Changes to the running Pod, in one cluster one after another. */
const live = new Cluster({ nodes: [{ name: 'node-1' }] });
live.kubectl('kubectl apply -f -', manifest);
live.runUntil(UNTIL * 1000);
const again = (change: string, yaml: string) => {
  const { exit, stdout, stderr } = live.kubectl('kubectl apply -f -', yaml);
  return { change, accepted: exit === 0, answer: (stderr + stdout).trim().split('\n')[0] ?? '' };
};
export const changes = [
  again('image: course/web:2.0', manifest.replace('web:1.0', 'web:2.0')),
  again('labels: { app: shop, tier: front }', manifest.replace('app: shop', 'app: shop\n    tier: front')),
  again('env: [{ name: A, value: "1" }]', `${manifest}      env: [{ name: A, value: "1" }]\n`),
  again('ports: [{ containerPort: 8080 }]', `${manifest}      ports: [{ containerPort: 8080 }]\n`),
  again('restartPolicy: Never', manifest.replace('spec:', 'spec:\n  restartPolicy: Never')),
];

const selected = new Cluster({ nodes: [{ name: 'node-1' }] });
selected.kubectl('kubectl apply -f -', `${manifest}---\n${named('cart').replace('app: shop', 'app: cart')}`);
selected.runUntil(UNTIL * 1000);
const shown = (command: string): { readonly command: string; readonly output: string } => ({
  command,
  output: selected.kubectl(command).stdout.trimEnd(),
});
export const labels = [shown('kubectl get pods --show-labels'), shown('kubectl get pods -l app=shop')];
