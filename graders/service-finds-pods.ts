import {
  at,
  client,
  endpointsAt,
  firstFailing,
  manifest,
  oneNode,
  pod,
  sameObject,
  threeNodes,
  traffic,
  type,
  type Test,
} from './kit/index.ts';

const THIRD = `apiVersion: v1
kind: Pod
metadata: {name: front-3, labels: {app: shop, tier: front}}
spec:
  containers:
    - name: app
      image: course/web:1.0
      ports: [{name: http, containerPort: 8080}]
`;
/** A batch Pod that would answer, were it asked. */
const LISTENING = `apiVersion: v1
kind: Pod
metadata: {name: batch-2, labels: {app: shop, tier: batch}}
spec:
  containers:
    - name: app
      image: course/web:2.0
      ports: [{name: http, containerPort: 8080}]
`;
/** 10 requests a second from 30 s on: the client was started 10 s before the learner came. A client that starts late sends 100 too. */
const requests = client({ target: 'shop:80/', rps: 10, from: 40 });

const keeps: Test = ({ history }) =>
  firstFailing(
    sameObject(history, pod('front-1')),
    sameObject(history, pod('front-2')),
    sameObject(history, pod('batch-1')),
  );

/** Facts: {endpoints}, {expected}, {service}: there, or none. */
const endpoints: Test = ({ history }) => {
  const expected = history
    .listAt('Pod', '29s')
    .filter(({ metadata }) => metadata.labels?.['tier'] === 'front')
    .map(({ metadata }) => metadata.name)
    .sort()
    .join(', ');
  const found = endpointsAt(history, 'shop', '30s').join(', ');
  const there = history
    .listAt('Service', '30s')
    .some(({ metadata: m }) => m.namespace === 'default' && m.name === 'shop');
  const service = there ? 'there' : 'none';
  return { holds: found === expected, facts: { endpoints: found || '–', expected, service }, at: 30 };
};

/** Facts: {sent}, {ok}, {failure}: how the first that failed did; {endpoints}; {ports}: whether the Service has port 80. */
const served: Test = (run) => {
  const { sent, ok, failures } = traffic(run);
  const [first] = failures;
  const { ports = [], clusterIP } = run.cluster.store.get('Service', 'default', 'shop')?.spec ?? {};
  return {
    holds: sent >= 100 && failures.length === 0,
    facts: {
      sent,
      ok,
      failure: first?.how ?? '–',
      endpoints: endpointsAt(run.history, 'shop', '30s').join(', ') || '–',
      address: clusterIP === 'None' ? 'none' : 'own',
      ports: ports.some(({ port, protocol }) => port === 80 && protocol === 'TCP') ? '80' : '–',
    },
    ...(first ? { at: first.at } : {}),
  };
};

export default manifest({
  variants: {
    shown: { cluster: oneNode(), objects: requests },
    third: { cluster: threeNodes(), objects: requests, actions: [at('20s', type('kubectl apply -f -', THIRD))] },
    'batch-listens': { cluster: oneNode(), objects: `${requests}---\n${LISTENING}` },
  },
  until: '45s',
  checks: { keeps, endpoints, traffic: served },
});
