import { describe, expect, test } from 'vitest';
import { alpine } from './alpine.ts';
import { busybox } from './busybox.ts';
import { createTestCluster } from './container.fixture.ts';

describe.each([busybox, alpine])('$name', (image) => {
  test('without a terminal its shell ends at once with 0', () => {
    const cluster = createTestCluster();
    const container = cluster.start(image);
    cluster.until(1);
    expect([container.process.exit, container.log()]).toEqual([0, '']);
  });

  test.each([
    ['sleep', ['sleep', '600'], undefined],
    ['a shell', ['sh', '-c', 'while true; do sleep 5; done'], undefined],
    ['a shell that traps it', ['sh', '-c', 'trap "exit 3" TERM; while true; do sleep 5; done'], 3],
    ['a shell that traps it and waits', ['sh', '-c', 'trap "exit 0" TERM; sleep 600 & wait'], 0],
  ])('%s as process 1 and TERM', (_, command, exit) => {
    const cluster = createTestCluster();
    const container = cluster.start(image, { command });
    cluster.until(2);
    container.process.kill('SIGTERM');
    cluster.until(30);
    expect(container.process.exit).toBe(exit);
  });

  test('what is not in it', () => {
    const container = createTestCluster().start(image, { command: ['sleep', '600'] });
    for (const name of ['curl', 'bash'])
      expect(() => container.run(name)).toThrow('executable file not found in $PATH');
  });

  test.each('wget nc sleep cat touch printf grep wc ls env ps kill date'.split(' '))('%s is in it', (name) => {
    const container = createTestCluster().start(image, { command: ['sleep', '600'] });
    expect(container.run('which', name).out).toBe(`/bin/${name}\n`);
  });
});
