/** The runs of the lesson env-and-config: where each variable of a container comes from, and what becomes of missing keys. */
import { refusalOf, runManifest } from '../../figures/run-manifest.ts';
import { Cluster } from '../../simulator/index.ts';

const settings = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  MODE: green
  LOG_LEVEL: debug
---
apiVersion: v1
kind: Secret
metadata:
  name: db
stringData:
  password: s3cret
---
`;
const env = `      envFrom:
        - configMapRef: { name: settings }
      env:
        - { name: LOG_LEVEL, value: info }
        - { name: URL, value: "http://$(HOST)/$(MODE)" }
        - { name: HOST, value: shop }
        - { name: PAGE, value: "http://$(HOST)/$(MODE)" }
        - name: PASSWORD
          valueFrom: { secretKeyRef: { name: db, key: password } }
        - name: POD_NAME
          valueFrom: { fieldRef: { fieldPath: metadata.name } }
        - name: MEMORY_LIMIT
          valueFrom: { resourceFieldRef: { resource: limits.memory } }
`;
export const resolver = {
  settings,
  env,
  manifest: `${settings}apiVersion: v1
kind: Pod
metadata:
  name: app
spec:
  containers:
    - name: app
      image: busybox:1.36
      command: ["sleep", "3600"]
      resources:
        limits: { cpu: 100m, memory: 64Mi }
${env}`,
};
const ran = runManifest({ manifest: resolver.manifest, until: 20 });
const printed = ran.kubectl('kubectl exec app -- env');
/** What of the manifest makes each variable, and the value that the process has. */
export const variables = [
  { name: 'MODE', from: 'envFrom: settings' },
  { name: 'LOG_LEVEL', from: 'env (and envFrom: settings)' },
  { name: 'URL', from: 'env: http://$(HOST)/$(MODE)' },
  { name: 'HOST', from: 'env: shop' },
  { name: 'PAGE', from: 'env: http://$(HOST)/$(MODE)' },
  { name: 'PASSWORD', from: 'secretKeyRef: db, password' },
  { name: 'POD_NAME', from: 'fieldRef: metadata.name' },
  { name: 'MEMORY_LIMIT', from: 'resourceFieldRef: limits.memory' },
].map(({ name, from }) => {
  const value = printed
    .split('\n')
    .find((line) => line.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  if (value === undefined) throw new Error(`the container has no ${name}`);
  return { name, from, value, unresolved: value.includes('$(') };
});

const one = (rest: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: app
spec:
  containers:
    - name: app
      image: busybox:1.36
      command: ["sleep", "3600"]
${rest}`;
export const bare = refusalOf(one('      env:\n        - { name: PORT, value: 8080 }\n'));

/** A variable that is defined twice. */
export const twice = runManifest({
  manifest: one('      env:\n        - { name: COLOUR, value: red }\n        - { name: COLOUR, value: blue }\n'),
  until: 10,
}).kubectl('kubectl exec app -- printenv COLOUR');

/** The API server's address comes in by itself, and so do those of the namespace's Services. */
const services = runManifest({
  manifest: `apiVersion: v1
kind: Service
metadata: { name: redis }
spec:
  selector: { app: redis }
  ports: [{ port: 6379 }]
---
${one('')}`,
  until: 10,
}).kubectl('kubectl exec app -- env');
export const links = services
  .split('\n')
  .filter((line) => /^(REDIS|KUBERNETES)_(SERVICE_HOST|SERVICE_PORT|PORT)=/.test(line))
  .sort()
  .join('\n');

/** A key that is not there, until it is. */
const keyed = one(
  '      env:\n        - name: TOKEN\n          valueFrom: { configMapKeyRef: { name: tokens, key: token } }\n',
);
const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
const type = (command: string, at: number, stdin = ''): { readonly command: string; readonly output: string } => {
  cluster.runUntil(at * 1000);
  const { stdout, stderr } = cluster.kubectl(command, stdin);
  return { command: command.replace('-f -', '-f app.yaml'), output: (stderr + stdout).trimEnd() };
};
type('kubectl apply -f -', 0, keyed);
export const missing = {
  manifest: keyed,
  before: [
    type('kubectl get pods', 60),
    type('kubectl get events --field-selector type=Warning -o custom-columns=REASON:.reason,MESSAGE:.message', 60),
  ],
  after: [
    type('kubectl create configmap tokens --from-literal=token=abc', 60),
    type('kubectl get pods', 120),
    type('kubectl exec app -- printenv TOKEN', 120),
  ],
};

/** The environment of a container that runs, after its ConfigMap has changed. */
export const fixed = [
  type('kubectl patch configmap tokens -p \'{"data":{"token":"xyz"}}\'', 130),
  type('kubectl exec app -- printenv TOKEN', 300),
];
