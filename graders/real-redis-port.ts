import { milliOf, type Container, type KindOf, type Pod } from '../src/simulator/index.ts';
import {
  at,
  endpointsAt,
  hasImage,
  hasLabels,
  listeners,
  logLines,
  manifest,
  oneNode,
  pod,
  print,
  threeNodes,
  type Run,
  type Test,
} from './kit/index.ts';

const redis = pod('redis-pod');
const IMAGE = 'redis:7-alpine3.17';
const client = (name: string, labels: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { ${labels} } }
spec:
  containers:
    - name: redis
      image: ${IMAGE}
`;
const ASKER = client('asker', 'role: client');

/** Seconds from apply at which the Service is asked. */
const asked = [15, 20, 25, 30, 35, 40, 45, 50, 55, 60];
const actions = [
  ...asked.map((t) => at(`${t}s`, print(`ping-${t}`, 'kubectl exec asker -- redis-cli -h redis -p 6380 ping'))),
  at('30s', listeners('listeners', 'redis-pod')),
];

const service = ({ history }: Run): KindOf['Service'] | undefined =>
  history.listLast('Service').find(({ metadata }) => metadata.name === 'redis' && metadata.namespace === 'default');
const containerOf = (found: Pod | undefined): Container | undefined => found?.spec.containers[0];

/** Facts: {missing}. */
const keeps: Test = (run) => {
  const found = run.history.last(redis);
  const limits = containerOf(found)?.resources?.limits ?? {};
  const there: Record<string, boolean> = {
    'Pod redis-pod': found !== undefined,
    image: hasImage(IMAGE)(found),
    labels: hasLabels({ app: 'redis' })(found),
    limits: milliOf(limits['memory']) === milliOf('128Mi') && milliOf(limits['cpu']) === milliOf('500m'),
    'Service redis': service(run) !== undefined,
    port: service(run)?.spec.ports?.some(({ port }) => port === 6380) ?? false,
  };
  const missing = Object.keys(there).find((name) => !there[name]);
  return { holds: missing === undefined, facts: { missing: missing ?? '–' } };
};

/** Where the process says that it listens. */
const listensOn = (run: Run): string =>
  logLines(run, redis)
    .map((line) => /port=(\d+)/.exec(line)?.[1])
    .find((port) => port !== undefined) ?? '–';

/** Where the Service's connections go. */
const targetOf = ({ history }: Run): number | string =>
  history
    .listLast('EndpointSlice')
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'redis')
    .flatMap(({ ports }) => ports ?? [])[0]?.port ?? '–';

/** What keeps clients from the port that the Service has for them. */
function obstacle(found: KindOf['Service'] | undefined): 'name' | 'headless' | 'protocol' | '–' {
  if (found?.spec.type === 'ExternalName') return 'name';
  if (found?.spec.clusterIP === 'None') return 'headless';
  return found?.spec.ports?.some(({ port, protocol }) => port === 6380 && protocol === 'TCP') ? '–' : 'protocol';
}

/** Facts: {asked}, {refused}, {target}, {listen}, {same}: whether these two are, {obstacle}, {hostPort} and those of the Pod. */
const reachable: Test = (run) => {
  const answers = asked.map((t) => ({ t, ...run.printed(`ping-${t}`) }));
  const failed = answers.filter(({ stdout }) => stdout.trim() !== 'PONG');
  const strangers = endpointsAt(run.history, 'redis', '60s').filter((name) => name !== 'redis-pod');
  const found = run.history.last(redis);
  return {
    holds: failed.length === 0 && strangers.length === 0,
    facts: {
      ...redis.facts(found),
      asked: answers.length,
      refused: failed.length,
      target: targetOf(run),
      listen: listensOn(run),
      same: String(targetOf(run)) === listensOn(run) ? 'yes' : 'no',
      obstacle: obstacle(service(run)),
      hostPort: containerOf(found)?.ports?.[0]?.hostPort ?? '–',
    },
    at: failed[0]?.t ?? 15,
  };
};

/** Facts: {dead}, {listen}. */
const truthful: Test = (run) => {
  const { stdout, at: when } = run.printed('listeners');
  const listening = new Set(stdout.split(' '));
  const declared = (run.history.last(redis)?.spec.containers ?? [])
    .flatMap(({ ports }) => ports ?? [])
    .map(({ containerPort, protocol = 'TCP' }) => `${containerPort}${protocol === 'TCP' ? '' : `/${protocol}`}`);
  const dead = declared.filter((port) => !listening.has(port)); // Redis listens for TCP alone
  return {
    holds: dead.length === 0,
    facts: { dead: dead.join(', ') || '–', listen: listensOn(run) },
    at: when,
  };
};

export default manifest({
  variants: {
    shown: { cluster: oneNode(), objects: ASKER, actions },
    'three-nodes': { cluster: threeNodes(), objects: ASKER, actions },
    'older-one': {
      cluster: oneNode(),
      objects: `${ASKER}---\n${client('redis-old', 'app: redis-old')}`,
      actions,
    },
  },
  until: '62s',
  checks: { keeps, reachable, truthful },
});
