import { describe, expect, test } from 'vitest';
import { Clock } from '../../clock.ts';
import { History } from '../../history.ts';
import { Random } from '../../random.ts';
import { Store } from '../../store.ts';
import { ClusterNetwork } from '../cluster-network.ts';
import { createFileSystem } from '../file-tree.ts';
import type { Network } from '../network.ts';
import { createProcessNamespace } from '../process-namespace.ts';
import type { ProcessNamespaceOptions, RunningProcess } from '../process.ts';
import { catalogue, findImage } from './catalogue.ts';
import { countsOf } from './cluster-wide.ts';
import { piDigits } from './perl.ts';

type Limits = Pick<ProcessNamespaceOptions, 'memoryLimit' | 'cpuLimit'>;

/** A Pod of one container, and a way to start more of them beside it. */
function setUp() {
  const clock = new Clock();
  const cluster = new ClusterNetwork(clock, new Store(clock, new History()), 1000);
  let pods = 0;
  const run = (
    reference: string,
    env: Record<string, string> = {},
    args?: readonly string[],
    limits: Limits = {},
    shared?: Network,
  ) => {
    const image = findImage(reference)!;
    const name = `pod-${++pods}`;
    const network = shared ?? cluster.addPod({ namespace: 'default', name, uid: name }, { node: 'node-1' }).network;
    const namespace = createProcessNamespace({ clock, random: new Random(1), network, hostname: name, ...limits });
    const files = createFileSystem(image.root());
    const said = { text: '' };
    const take = (text: string): void => void (said.text += text);
    const start = (argv: readonly string[]): RunningProcess => {
      const result = namespace.start({
        argv,
        env: { ...image.env, ...env },
        cwd: image.workingDir,
        user: image.user,
        files,
        stdout: take,
        stderr: take,
      });
      if (!result.started) throw new Error(result.message);
      return result.process;
    };
    const process = start([...image.entrypoint, ...(args ?? image.cmd)]);
    const ask = (path: string, port = 8080) => {
      const reached = network.connect('127.0.0.1', port);
      if (!reached.connected) return reached.why;
      const answer = reached.server.http?.({ method: 'GET', path, headers: {}, body: '', from: '10.0.0.1' });
      return typeof answer === 'object' ? answer.status : answer;
    };
    return { process, namespace, network, ask, start, said };
  };
  return { clock, run };
}

describe('references', () => {
  test.each([
    ['nginx:1.27', 'nginx:1.27'],
    ['docker.io/library/nginx:1.27', 'nginx:1.27'],
    ['docker.io/course/web:1.0', 'course/web:1.0'],
    ['nginx:1.27@sha256:abc', 'nginx:1.27'],
    ['nginx', undefined],
    ['nginx:9', undefined],
  ])('%s', (reference, name) => expect(findImage(reference)?.name).toBe(name));

  test('every image starts', () => {
    for (const image of catalogue) {
      const { clock, run } = setUp();
      run(image.name);
      expect(() => clock.runUntil(120_000), image.name).not.toThrow();
    }
  });
});

describe('course/web', () => {
  test.each([
    ['/', 200],
    ['/healthz', 200],
    ['/ready', 200],
    ['/login', 302],
    ['/moved', 301],
    ['/admin', 401],
    ['/fail', 500],
    ['/missing', 404],
  ])('%s → %s', (path, status) => {
    const { clock, run } = setUp();
    const { ask } = run('course/web:1.0');
    clock.runUntil(1000);
    expect(ask(path)).toBe(status);
  });

  test('starts, warms, goes away and hangs at its seconds', () => {
    const { clock, run } = setUp();
    const { ask } = run('course/web:1.0', { START_SECONDS: '5', WARM_SECONDS: '10', UNREADY: '30-40', HANG_AT: '60' });
    const seen = [4, 6, 16, 35, 45, 61].map((second) => {
      clock.runUntil(second * 1000);
      return ask('/ready');
    });
    expect(seen).toEqual(['refused', 503, 200, 503, 200, 'hang']);
  });

  test('is wedged by a knob that is set while it runs', () => {
    const { clock, run } = setUp();
    const { ask, namespace } = run('course/web:1.0');
    clock.runUntil(10_000);
    namespace.setKnob('WEDGE_AT', '20');
    const before = ask('/healthz');
    clock.runUntil(20_000);
    expect([before, ask('/healthz'), ask('/'), ask('/ready')]).toEqual([200, 500, 500, 200]);
  });

  test.each([
    [['--port', '9090'], undefined],
    [['--nope'], 2],
  ])('%j ends with %s', (args, exit) => {
    const { clock, run } = setUp();
    const { process } = run('course/web:1.0', {}, args);
    clock.runUntil(1000);
    expect(process.exit).toBe(exit);
  });

  test('a port that is taken ends it with 1', () => {
    const { clock, run } = setUp();
    const first = run('course/web:1.0');
    const second = run('course/web:1.0', {}, [], {}, first.network);
    clock.runUntil(1000);
    expect([second.process.exit, second.said.text]).toEqual([
      1,
      expect.stringContaining('bind: address already in use'),
    ]);
  });

  test('drains: the socket closes at once, the process lasts', () => {
    const { clock, run } = setUp();
    const { process, ask } = run('course/web:1.0', { DRAIN_SECONDS: '3' });
    clock.runUntil(5000);
    process.kill('SIGTERM');
    clock.runUntil(5100);
    expect([ask('/'), process.exit]).toEqual(['refused', undefined]);
    clock.runUntil(8100);
    expect(process.exit).toBe(0);
  });
});

describe('other images', () => {
  test.each([
    ['nginx:1.27', 'SIGQUIT', 0, 1500],
    ['redis:7-alpine3.17', 'SIGTERM', 0, 1500],
    ['course/api:1.0', 'SIGTERM', 0, 2500],
    ['course/db:1.0', 'SIGTERM', 0, 5500],
    ['course/worker:1.0', 'SIGTERM', 0, 3500],
    ['course/batch:1.0', 'SIGTERM', 143, 100],
    ['course/leaky:1.0', 'SIGTERM', 0, 100],
    ['course/jvm:1.0', 'SIGTERM', 143, 2500],
    ['course/grpc:1.0', 'SIGTERM', 0, 100],
    ['course/proxy:1.0', 'SIGTERM', 0, 100],
    ['course/logship:2.0', 'SIGTERM', 0, 100],
    ['course/exporter:1.0', 'SIGTERM', 0, 100],
    ['course/dns:1.0', 'SIGTERM', 0, 100],
    ['course/client:1.0', 'SIGTERM', 0, 100],
  ] as const)('%s ends on %s with %s', (name, signal, exit, within) => {
    const { clock, run } = setUp();
    const { process } = run(name, { SECONDS: '100' });
    clock.runUntil(20_000);
    process.kill(signal);
    clock.runUntil(20_000 + within);
    expect(process.exit).toBe(exit);
  });

  test('nginx serves its page, and says what is wrong with its configuration', () => {
    const { clock, run } = setUp();
    const { ask } = run('nginx:1.27');
    const wrong = run('nginx:1.27', {}, ['sh', '-c', 'echo "nonsense;" > /etc/nginx/conf.d/x.conf; nginx']);
    clock.runUntil(1000);
    expect([ask('/', 80), ask('/nope', 80), wrong.process.exit]).toEqual([200, 404, 1]);
    expect(wrong.said.text).toContain('[emerg] unknown directive "nonsense" in /etc/nginx/conf.d/x.conf:1');
  });

  test('redis-cli reaches its server', () => {
    const { clock, run } = setUp();
    const { start, said } = run('redis:7-alpine3.17', {}, ['redis-server', '--port', '7000']);
    clock.runUntil(100);
    said.text = '';
    const [good, bad] = [start(['redis-cli', '-p', '7000', 'ping']), start(['redis-cli', 'ping'])];
    clock.runUntil(200);
    expect([good.exit, bad.exit, said.text]).toEqual([0, 1, expect.stringContaining('PONG')]);
  });

  test('perl takes its time for π, longer under a CPU limit', () => {
    const times = [undefined, 500].map((cpuLimit) => {
      const { clock, run } = setUp();
      const { process } = run(
        'perl:5.34',
        {},
        ['perl', '-Mbignum=bpi', '-wle', 'print bpi(2000)'],
        cpuLimit ? { cpuLimit } : {},
      );
      while (process.exit === undefined && clock.step());
      return Math.round(clock.now / 1000);
    });
    expect(times).toEqual([10, 20]);
    expect(piDigits(15)).toBe('3.14159265358979');
  });

  test('leaky is killed when it has grown over its limit', () => {
    const { clock, run } = setUp();
    const { process } = run('course/leaky:1.0', {}, [], { memoryLimit: 64 * 1024 * 1024 });
    clock.runUntil(13_000);
    expect(process.exit).toBeUndefined();
    clock.runUntil(16_000);
    expect([process.exit, process.oomKilled]).toEqual([137, true]);
  });

  test('jvm boots on CPU time: five times as long at 200m', () => {
    const { clock, run } = setUp();
    const { ask } = run('course/jvm:1.0', {}, [], { cpuLimit: 200 });
    clock.runUntil(49_000);
    const before = ask('/healthz');
    clock.runUntil(51_000);
    expect([before, ask('/healthz')]).toEqual(['refused', 200]);
  });

  test("batch: the cluster's first starts fail", () => {
    const { clock, run } = setUp();
    const all = [1, 2, 3].map(() => run('course/batch:1.0', { FAIL_FIRST: '2', ORDER: '7' }));
    clock.runUntil(6000);
    expect(all.map(({ process }) => process.exit)).toEqual([1, 1, 0]);
    expect(all[0]?.said.text).toContain('charged 7');
  });

  test('client counts what it meets', () => {
    const { clock, run } = setUp();
    const { network } = run('course/web:1.0', { UNREADY: '10-20' });
    run('course/client:1.0', { TARGET: `http://${network.address}:8080/`, RPS: '2' });
    clock.runUntil(29_900);
    expect([...countsOf(clock).clients.values()]).toEqual([
      { sent: 60, ok: 40, refused: 0, serverErrors: 20, timeout: 0 },
    ]);
  });

  test('exporter says whether the app is up; logship follows a file', () => {
    const { clock, run } = setUp();
    const { network } = run('course/exporter:1.0');
    const ship = run('course/logship:1.0', { LOG_FILE: '/tmp/log' });
    clock.runUntil(500);
    ship.start(['sh', '-c', 'echo one >> /tmp/log; sleep 3; echo two >> /tmp/log']);
    clock.runUntil(6000);
    const reached = network.connect('localhost', 9100);
    const answer = reached.connected
      ? reached.server.http?.({ method: 'GET', path: '/metrics', headers: {}, body: '', from: '' })
      : undefined;
    expect(answer).toMatchObject({ body: 'app_up 0\n' });
    expect(ship.said.text).toBe('shipped: one\nshipped: two\n');
  });
});
