import { expect, test } from 'vitest';
import { client } from './client.ts';
import { countsOf } from './cluster-wide.ts';
import { createTestCluster } from './container.fixture.ts';
import { web } from './web.ts';

const run = (env: Record<string, string>, server: Record<string, string> = {}) => {
  const cluster = createTestCluster();
  cluster.start(web('1.0'), { name: 'web', env: server });
  const container = cluster.start(client, { name: 'load', env });
  return { ...cluster, container, counters: () => countsOf(cluster.clock).clients.get('load') };
};
const NONE = { sent: 0, ok: 0, refused: 0, serverErrors: 0, timeout: 0 };

test.each([
  ['all is well', { TARGET: 'web:8080/' }, {}, { sent: 50, ok: 50 }, ''],
  ['two a second, from 5 s on', { TARGET: 'http://web:8080/', RPS: '2', FROM: '5' }, {}, { sent: 10, ok: 10 }, ''],
  ['4xx is fine', { TARGET: 'web:8080/missing', RPS: '1' }, {}, { sent: 10, ok: 10 }, ''],
  ['5xx', { TARGET: 'web:8080/fail', RPS: '0.1' }, {}, { sent: 1, serverErrors: 1 }, '500 web:8080/fail\n'],
  ['refused', { TARGET: 'web:81/', RPS: '0.1' }, {}, { sent: 1, refused: 1 }, 'refused web:81/\n'],
  ['an unknown host', { TARGET: 'nobody:81/', RPS: '0.1' }, {}, { sent: 1, refused: 1 }, 'refused nobody:81/\n'],
  ['too slow', { TARGET: 'web:8080/slow', RPS: '0.1' }, {}, { sent: 1, timeout: 1 }, 'timeout web:8080/slow\n'],
  ['hung', { TARGET: 'web:8080/', RPS: '0.1' }, { HANG_AT: '0' }, { sent: 1, timeout: 1 }, 'timeout web:8080/\n'],
])('%s', (_, env, server, expected, log) => {
  const { until, counters, container } = run(env, server);
  until(9.95);
  expect([counters(), container.log()]).toEqual([{ ...NONE, ...expected }, log]);
});

test('TERM: 0', () => {
  const { until, container } = run({ TARGET: 'web:8080/' });
  until(3);
  expect(container.stop()).toEqual({ exit: 0, after: 0 });
});
