import type { KubeObject } from '../api/schema/kinds.ts';
import type { Clock, Millis } from '../clock.ts';
import type { ComponentContext } from '../component.ts';
import { Random } from '../random.ts';
import { timestamp } from '../timestamp.ts';

const NAME = 'kubernetes';
const NAMESPACE = 'default';
/** The first address of the range of Services, and where the API server listens: a machine that is none of the nodes. */
const CLUSTER_IP = '10.96.0.1';
const SERVER = { ip: '172.18.0.1', port: 6443 };
const PORT = { name: 'https', protocol: 'TCP' };
/** Between the API server's looks at its Service. @source pkg/controlplane/instance.go DefaultEndpointReconcilerInterval */
const INTERVAL: Millis = 10_000;

/** The Service and where it leads. */
function objects(clock: Clock, random: Random): KubeObject[] {
  const meta = (labels: Readonly<Record<string, string>>): object => ({
    name: NAME,
    namespace: NAMESPACE,
    uid: random.uuid(),
    resourceVersion: '',
    creationTimestamp: timestamp(clock),
    labels,
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta({ component: 'apiserver', provider: 'kubernetes' }),
      spec: {
        ports: [{ ...PORT, port: 443, targetPort: SERVER.port }],
        clusterIP: CLUSTER_IP,
        clusterIPs: [CLUSTER_IP],
        type: 'ClusterIP',
        sessionAffinity: 'None',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        internalTrafficPolicy: 'Cluster',
      },
      status: { loadBalancer: {} },
    },
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: meta({ 'endpointslice.kubernetes.io/skip-mirror': 'true' }),
      subsets: [{ addresses: [{ ip: SERVER.ip }], ports: [{ ...PORT, port: SERVER.port }] }],
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: meta({ 'kubernetes.io/service-name': NAME }),
      addressType: 'IPv4',
      endpoints: [{ addresses: [SERVER.ip], conditions: { ready: true } }],
      ports: [{ ...PORT, port: SERVER.port }],
    },
  ] as unknown as KubeObject[];
}

/**
 * The API server's own Service: it is there from the start, and again at the API server's next look after it was deleted.
 * @source kubernetes/kubernetes pkg/controlplane/controller/kubernetesservice/controller.go, pkg/controlplane/reconcilers
 */
export function startKubernetesService({ clock, store }: ComponentContext): void {
  const random = new Random(443); // its own: what others draw does not hang on it
  const look = (because?: number): void => {
    for (const object of objects(clock, random))
      if (!store.get(object.kind, NAMESPACE, NAME))
        store.create(object, { actor: 'kube-apiserver', reason: 'its Service is missing', because });
  };
  look();
  for (const kind of ['Service', 'Endpoints', 'EndpointSlice'] as const)
    store.watch(kind, ({ type, object, entry }) => {
      if (type === 'deleted' && object.metadata.name === NAME && object.metadata.namespace === NAMESPACE)
        clock.at((Math.floor(clock.now / INTERVAL) + 1) * INTERVAL, () => look(entry));
    });
}
