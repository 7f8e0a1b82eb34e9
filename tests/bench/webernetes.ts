/** The nearest peer on the same work. */
import { BaseImage, Cluster, type ProcessContext } from '@ngrok/webernetes';

let requests = 0;

class Web extends BaseImage {
  static readonly imageName = 'web';
  static readonly imageVersion = '1.0';
  readonly defaultCommand = ['server'];

  override async exec(context: ProcessContext, argv: readonly string[]): Promise<number> {
    if (argv[0] !== 'server') return super.exec(context, argv);
    context.listenHttp(8080, () => {
      requests++;
      return Promise.resolve({ status: 200, body: 'ok' });
    });
    return context.waitUntilKilled();
  }
}

const probe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One Pod with two HTTP probes a second, 10 virtual minutes. @returns wall milliseconds. Throws where the probes did not all run: a figure of less work would mislead. */
export async function webernetesMinutes(): Promise<number> {
  const cluster = new Cluster({ nodes: 1 });
  cluster.registerImage(Web);
  await cluster.init();
  await cluster.apply([
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', image: 'web:1.0', livenessProbe: probe, readinessProbe: probe }] },
    },
  ]);
  cluster.pause();
  const started = performance.now();
  for (let t = 0; t < 600_000; t += 250) {
    cluster.clock.step(250);
    await settle();
  }
  const took = performance.now() - started;
  await cluster.close();
  if (requests < 1100) throw new Error(`webernetes answered ${requests} probes of 1200`);
  return took;
}

class Idle extends BaseImage {
  static readonly imageName = 'idle';
  static readonly imageVersion = '1.0';
  readonly defaultCommand = ['idle'];

  override async exec(context: ProcessContext): Promise<number> {
    return context.waitUntilKilled();
  }
}

/**
 * Creates so many Pods on so many nodes and steps until all are Running. Its scheduler takes the node with the fewest
 * Pods: no filters, no scores, no requests. @returns wall milliseconds
 */
export async function webernetesScale(nodes: number, pods: number): Promise<number> {
  const cluster = new Cluster({ nodes });
  cluster.registerImage(Idle);
  await cluster.init();
  const running = new Set<string>();
  cluster.informer('pods', (_, pod) => {
    const { namespace, name = '' } = pod.metadata ?? {};
    if (namespace === 'default' && pod.status?.phase === 'Running') running.add(name);
  });
  cluster.pause();
  const started = performance.now();
  const created = Promise.all(
    Array.from({ length: pods }, (_, i) =>
      cluster.api.corev1.createNamespacedPod({
        namespace: 'default',
        body: { metadata: { name: `pod-${i}` }, spec: { containers: [{ name: 'app', image: 'idle:1.0' }] } },
      }),
    ),
  );
  for (let t = 0; running.size < pods; t += 250) {
    if (t > 600_000) throw new Error(`webernetes runs ${running.size} of ${pods} Pods after ten minutes`);
    cluster.clock.step(250);
    await settle();
  }
  await created;
  const took = performance.now() - started;
  await cluster.close();
  return took;
}
