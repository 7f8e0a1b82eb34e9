import { expect, test } from 'vitest';
import { exporter } from './exporter.ts';
import { createTestCluster } from './container.fixture.ts';
import { web } from './web.ts';

test.each([
  ['nothing listens', {}, false],
  ['the app has no /stats', {}, true],
])('where %s, app_up is 0', (_, env, app) => {
  const cluster = createTestCluster();
  if (app) cluster.start(web('1.0'));
  expect(cluster.start(exporter, { env }).ask('/metrics', 9100)).toMatchObject({ status: 200, body: 'app_up 0\n' });
});

test('where APP_PORT answers /stats, app_up is 1', () => {
  const cluster = createTestCluster();
  const container = cluster.start(exporter, { env: { APP_PORT: '7070' } });
  container.network.listen('127.0.0.1', 7070, {
    http: ({ path }) => ({ after: 1, status: path === '/stats' ? 200 : 404, body: '' }),
    changesAt: () => undefined,
  });
  expect(container.ask('/metrics', 9100)).toMatchObject({ body: 'app_up 1\n' });
  expect(container.status('/', 9100)).toBe(404);
  expect(container.stop()).toEqual({ exit: 0, after: 0 });
});
