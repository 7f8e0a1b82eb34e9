/** The runs of the lesson services-and-labels: which Pods a Service finds, on which port, and when. */
import { settled, shown, wait } from './terminal.ts';

const three = ['node-a', 'node-b', 'node-c'].map((name) => ({ name }));

export const service = (more = '', targetPort = 'http', selector = '{ app: shop, tier: front }'): string =>
  `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
${more}  selector: ${selector}
  ports:
    - { port: 80, targetPort: ${targetPort} }
`;
const pod = (name: string, labels: string, ready = true): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: { ${labels} }
spec:
  containers:
    - name: web
      image: course/web:1.0
      ports: [{ name: http, containerPort: 8080 }]
      readinessProbe:
        httpGet: { path: /ready, port: http }
        periodSeconds: 2
${ready ? '' : '      env: [{ name: WARM_SECONDS, value: "3600" }]\n'}`;
const CLIENT = `apiVersion: v1
kind: Pod
metadata:
  name: client
spec:
  containers:
    - name: main
      image: busybox:1.36
      command: ["sleep", "3600"]
`;

/** What the board's Service can ask for, and what its Pods can be. */
export const selectors = ['{ app: shop }', '{ tier: front }', '{ app: shop, tier: front }'] as const;
export const apps = ['shop', 'cart'] as const;
export const tiers = ['front', 'batch'] as const;

export type Found = 'ready' | 'not-ready' | 'none';

/** Places of a Pod's app, its tier, and 0 where it is Ready or 1 where it is not. */
export type Traits = readonly [app: number, tier: number, unready: number];

/**
 * Each kind of Pod beside a Service of each selector, in one cluster: what its EndpointSlices say of it, by the place of
 * the selector and the Pod's traits. @example found['2,0,0,1'] → 'not-ready'
 */
export const found = ((): Record<string, Found> => {
  const kinds = apps.flatMap((app, a) =>
    tiers.flatMap((tier, t) =>
      [0, 1].map((unready) => ({
        name: `pod-${a}-${t}-${unready}`,
        key: `${a},${t},${unready}`,
        manifest: pod(`pod-${a}-${t}-${unready}`, `app: ${app}, tier: ${tier}`, unready === 0),
      })),
    ),
  );
  const services = selectors.map((selector, i) =>
    service('', 'http', selector).replace('name: shop', `name: by-selector-${i}`),
  );
  const cluster = settled({
    manifest: [...services, ...kinds.map(({ manifest }) => manifest)].join('---\n'),
    nodes: three,
  });
  const slices = cluster.store.list('EndpointSlice', 'default');
  return Object.fromEntries(
    selectors.flatMap((_, i) => {
      const endpoints = slices
        .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === `by-selector-${i}`)
        .flatMap((slice) => slice.endpoints ?? []);
      return kinds.map(({ name, key }): [string, Found] => {
        const endpoint = endpoints.find(({ targetRef }) => targetRef?.name === name);
        return [`${i},${key}`, !endpoint ? 'none' : endpoint.conditions?.ready ? 'ready' : 'not-ready'];
      });
    }),
  );
})();
/** The board as the page begins with it. */
export const board = {
  selector: 2,
  pods: [
    { name: 'shop-1', traits: [0, 0, 0] },
    { name: 'shop-2', traits: [0, 0, 1] },
    { name: 'batch-1', traits: [0, 1, 0] },
  ],
} as const satisfies { selector: number; pods: readonly { name: string; traits: Traits }[] };

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 2
  selector:
    matchLabels: { app: shop, tier: front }
  template:
    metadata:
      labels: { app: shop, tier: front }
    spec:
      containers:
        - name: web
          image: course/web:1.0
          ports: [{ name: http, containerPort: 8080 }]
`;
const WIDE = 'kubectl get pods -l app=shop -o custom-columns=POD:.metadata.name,IP:.status.podIP';
const SLICES = 'kubectl get endpointslices';

/** A Pod of a Deployment is deleted: its successor's address, and the Service's. */
export const moved = (() => {
  const cluster = settled({ manifest: [deployment, service(), CLIENT].join('---\n'), nodes: three });
  const before = shown(cluster, WIDE, 'kubectl get service shop', SLICES);
  const [first] = cluster.store.list('Pod', 'default').filter(({ metadata }) => metadata.name.startsWith('shop-'));
  const deletion = shown(cluster, `kubectl delete pod ${first?.metadata.name ?? ''}`);
  wait(cluster, 10);
  return {
    pods: [...before.slice(0, 1), ...deletion, ...shown(cluster, WIDE)],
    service: before.slice(1, 2),
    slices: shown(cluster, SLICES),
    asked: shown(cluster, 'kubectl exec client -- wget -qO- http://shop/'),
  };
})();

const pair = [pod('shop-1', 'app: shop, tier: front'), pod('shop-2', 'app: shop, tier: front', false), CLIENT];

/** An EndpointSlice read: one address that gets traffic, and one that does not. */
export const slice = (() => {
  const cluster = settled({ manifest: [service(), ...pair].join('---\n') });
  const yaml = cluster.kubectl('kubectl get endpointslices -o yaml').stdout.split('\n');
  const from = yaml.findIndex((line) => line.startsWith('  endpoints:'));
  const to = yaml.findIndex((line) => line.startsWith('  kind:'));
  const ports = yaml.findIndex((line) => line.startsWith('  ports:'));
  const end = yaml.findIndex((line, i) => i > ports && /^(?:- |kind| {2}\w)/.test(line) && !line.startsWith('  -'));
  const labelled = shown(cluster, 'kubectl label pod shop-1 tier-');
  wait(cluster, 5);
  return {
    yaml: [...yaml.slice(from, to), ...yaml.slice(ports, end)].join('\n'),
    unlabelled: [...labelled, ...shown(cluster, SLICES)],
  };
})();

/** The same Service with other target ports, and what a client of it sees. */
export const targets = ['http', '8080', '80', 'htpp'].map((targetPort) => {
  const cluster = settled({ manifest: [service('', targetPort), ...pair].join('---\n') });
  const ports = /^\S+ +\S+ +(\S+)/m.exec(cluster.kubectl(`${SLICES} --no-headers`).stdout)?.[1] ?? '';
  const { stdout, stderr } = cluster.kubectl('kubectl exec client -- wget -qO- -T 2 http://shop/');
  return { targetPort, ports, answer: (stdout || stderr).trim().split('\n')[0] ?? '' };
});

/** One Service of each type. */
export const types = (() => {
  const of = (type: string): string =>
    service(`  type: ${type}\n`).replace('name: shop', `name: ${type.toLowerCase()}`);
  const cluster = settled({ manifest: [of('ClusterIP'), of('NodePort'), of('LoadBalancer')].join('---\n') });
  return shown(cluster, 'kubectl get services');
})();
