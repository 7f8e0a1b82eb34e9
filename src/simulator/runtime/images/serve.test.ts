import { expect, test } from 'vitest';
import type { Program } from '../process.ts';
import { courseImage } from './course-image.ts';
import { windowsKnob } from './knobs.ts';
import { newLog, serve } from './serve.ts';
import { createTestCluster } from './container.fixture.ts';

const shop: Program = function* (process) {
  const log = newLog();
  return yield* serve(process, {
    name: 'shop',
    bind: '0.0.0.0',
    port: 8080,
    start: 2,
    drain: 3,
    log,
    down: () => windowsKnob(process, 'DOWN'),
    server: {
      http({ path }) {
        log.lines.push(`asked for ${path}\n`);
        log.changed.notify();
        return { after: 1, status: 200, body: '' };
      },
      changesAt: () => undefined,
    },
  });
};
const start = (env: Record<string, string> = {}) => {
  const cluster = createTestCluster();
  return { ...cluster, container: cluster.start(courseImage('course/shop:1.0', 1, shop), { env }) };
};

test('from its start to its end', () => {
  const { until, container } = start();
  until(1.9);
  expect(container.status('/')).toBe('refused');
  until(3);
  container.ask('/a');
  container.ask('/b');
  until(4);
  container.ask('/c');
  expect(container.stop()).toEqual({ exit: 0, after: 3 });
  expect(container.log()).toBe(
    'shop: listening on 0.0.0.0:8080\nasked for /a\nasked for /b\nasked for /c\nshop: SIGTERM, draining for 3 s\n',
  );
});

test('lines left while it drains are written before it ends', () => {
  const { until, container } = start();
  until(3);
  const server = container.server(8080);
  container.process.kill('SIGTERM');
  until(4);
  server?.http?.({ method: 'GET', path: '/late', headers: {}, body: '', from: '' });
  until(7);
  expect([container.process.exit, container.log().endsWith('asked for /late\n')]).toEqual([0, true]);
});

test('while it is down its socket is closed, and it ends as ever', () => {
  const { until, container } = start({ DOWN: '10-20,30-40' });
  const steps = [9, 11, 19, 21, 31].map((t) => {
    until(t);
    return container.status('/');
  });
  expect(steps).toEqual([200, 'refused', 'refused', 200, 'refused']);
  expect(container.stop()).toEqual({ exit: 0, after: 3 });
});
