import { qosClass, resourcesOf, type Container, type Pod } from '../src/simulator/index.ts';
import {
  all,
  firstFailing,
  hasImage,
  isReady,
  manifest,
  oneNode,
  pod,
  restarts,
  smallNode,
  tenants,
  type Facts,
  type Predicate,
} from './kit/index.ts';

const shop = pod('shop');

const has =
  (list: 'initContainers' | 'containers', name: string, restartPolicy?: 'Always'): Predicate<Pod> =>
  (p) =>
    p?.spec[list]?.some((c) => c.name === name && c.restartPolicy === restartPolicy) ?? false;

/**
 * The first container that keeps the Pod from Guaranteed; "spec" where the Pod itself has resources, which then decide.
 * Facts: {qos} {container} {resource} {request} {limit} and
 * {missing}: "all", "limit", "zero" or "equal". A class that was written into the status is taken as it stands.
 * @source kubernetes/kubernetes pkg/apis/core/helper/qos/qos.go GetPodQOS
 */
function whyNot(p: Pod | undefined): Facts {
  const qos = p?.status.qosClass ?? '–';
  const { resources: whole, initContainers = [], containers = [] } = p?.spec ?? {};
  for (const container of whole?.requests || whole?.limits
    ? [{ name: 'spec', resources: whole }]
    : [...initContainers, ...containers]) {
    const { requests = {}, limits = {} } = container.resources ?? {};
    const resource = (['cpu', 'memory'] as const).find((name) => !isEqual(container, name));
    if (resource === undefined) continue;
    const missing =
      Object.keys({ ...requests, ...limits }).length === 0 ? 'all' : limits[resource] === undefined ? 'limit' : 'equal';
    const [request = '–', limit = '–'] = [requests[resource], limits[resource]];
    if (request === '0' && limit === '0')
      return { qos, container: container.name, resource, request, limit, missing: 'zero' };
    return { qos, container: container.name, resource, request, limit, missing };
  }
  return { qos, container: '–', resource: '–', request: '–', limit: '–', missing: '–' };
}

function isEqual({ resources = {} }: Container, name: 'cpu' | 'memory'): boolean {
  const amount = (list: Readonly<Record<string, string>> | undefined): number => {
    const { milliCpu, memory } = resourcesOf(list);
    return name === 'cpu' ? milliCpu : memory;
  };
  return amount(resources.limits) > 0 && amount(resources.limits) === amount(resources.requests);
}

/** What is not said gets a request of half its limit. */
const halves = `apiVersion: v1
kind: LimitRange
metadata:
  name: halves
spec:
  limits:
    - type: Container
      default: { cpu: 200m, memory: 256Mi }
      defaultRequest: { cpu: 100m, memory: 128Mi }
`;

export default manifest({
  variants: {
    shown: { cluster: smallNode(), objects: tenants({ node: 'node-1', cpu: '400m', memory: '776Mi' }) },
    one: { cluster: oneNode() },
    'limit-range': { cluster: oneNode(), objects: halves },
  },
  until: '122s',
  checks: {
    keeps: ({ history }) =>
      history
        .by('5s')
        .expect(
          shop,
          all(
            hasImage('course/web:1.0'),
            has('containers', 'web'),
            has('initContainers', 'prepare'),
            has('initContainers', 'metrics', 'Always'),
          ),
        ),
    class: ({ history }) => {
      const stored = history.stateAt(shop, '5s');
      const computed = stored ? qosClass(stored.spec) : '–';
      const said = stored?.status.qosClass === 'Guaranteed';
      return {
        holds: said && computed === 'Guaranteed',
        facts: { ...whyNot(stored), computed, written: said && computed !== 'Guaranteed' ? 'yes' : 'no' },
        at: 0,
      };
    },
    fits: {
      on: ['shown'],
      test: ({ history }) => history.by('30s').expect(shop, (p) => p?.spec.nodeName !== undefined),
    },
    runs: ({ history }) =>
      firstFailing(history.by('60s').expect(shop, isReady), history.through('120s').expect(shop, restarts(0))),
  },
});
