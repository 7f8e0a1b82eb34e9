/** The nearest peer on the same work: one Pod with two HTTP probes a second, 10 virtual minutes. */
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

/** @returns wall milliseconds. Throws where the probes did not all run: a figure of less work would mislead. */
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
