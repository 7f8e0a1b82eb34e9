import { describe, expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { Random } from '../random.ts';
import { sleep, until } from '../task.ts';
import { createFileSystem } from './file-tree.ts';
import { directory, file, program, type DirectoryNode } from './filesystem.ts';
import type { Network } from './network.ts';
import { createProcessNamespace } from './process-namespace.ts';
import type { Process, ProcessNamespaceOptions, Program, RunningProcess } from './process.ts';
import { RuntimeLimit } from './runtime-limit.ts';

const network: Network = {
  address: '10.244.0.2',
  listen: () => 'address-in-use',
  connect: () => ({ connected: false, why: 'refused' }),
  resolve: () => undefined,
};

function setUp(programs: Record<string, Program>, options: Partial<ProcessNamespaceOptions> = {}) {
  const clock = new Clock();
  const namespace = createProcessNamespace({ clock, random: new Random(1), network, hostname: 'web', ...options });
  const bin: DirectoryNode = directory(Object.entries(programs).map(([name, runs]) => [name, program(runs)]));
  const files = createFileSystem(
    directory([
      ['bin', bin],
      [
        'data',
        directory([
          ['plain', file('x')],
          ['run', file('#!/bin/bash\n', 0o755)],
          ['text', file('echo', 0o755)],
        ]),
      ],
    ]),
  );
  let stdout = '';
  const start = (...argv: string[]) =>
    namespace.start({
      argv,
      env: { PATH: '/bin' },
      cwd: '/',
      user: 0,
      files,
      stdout: (text) => (stdout += text),
      stderr: (text) => (stdout += text),
    });
  const begin = (...argv: string[]): RunningProcess => {
    const result = start(...argv);
    if (!result.started) throw new Error(result.message);
    return result.process;
  };
  return { clock, namespace, start, begin, output: () => stdout };
}

const forever: Program = function* () {
  yield sleep(1e9);
  return 0;
};
const polite: Program = function* (process) {
  let asked = false;
  process.handlers.set('SIGTERM', () => (asked = true));
  while (!asked) yield until(process.signalled);
  return 0;
};
const parent: Program = function* (process: Process) {
  process.fork({ program: forever, argv: ['child'] });
  yield sleep(1000);
  return 3;
};

describe('what is executed', () => {
  test.each([
    [['nosuch'], 'exec: "nosuch": executable file not found in $PATH'],
    [['echo hello'], 'exec: "echo hello": executable file not found in $PATH'],
    [['--port'], 'exec: "--port": executable file not found in $PATH'],
    [['/nope'], 'exec: "/nope": stat /nope: no such file or directory'],
    [['cat /tmp/healthy'], 'exec: "cat /tmp/healthy": stat cat /tmp/healthy: no such file or directory'],
    [['/data'], 'exec: "/data": is a directory'],
    [['/data/plain'], 'exec: "/data/plain": permission denied'],
  ])('%j fails to start', (argv, message) =>
    expect(setUp({}).start(...argv)).toMatchObject({ started: false, message }),
  );

  test.each([
    ['/data/text', 'exec /data/text: exec format error\n'],
    ['/data/run', 'exec /data/run: no such file or directory\n'],
  ])('%s starts and exits 255', (path, said) => {
    const { begin, output, clock } = setUp({});
    const process = begin(path);
    clock.runUntil(100);
    expect([process.exit, output()]).toEqual([255, said]);
  });
});

describe('process 1', () => {
  test('has no default actions but for SIGKILL from outside', () => {
    const { begin, namespace } = setUp({ forever });
    const process = begin('forever');
    process.kill('SIGTERM');
    namespace.kill(1, 'SIGKILL');
    expect(process.exit).toBeUndefined();
    process.kill('SIGKILL');
    expect(process.exit).toBe(137);
  });

  test('hears a signal that it handles', () => {
    const { begin, clock } = setUp({ polite });
    const process = begin('polite');
    clock.runUntil(100);
    process.kill('SIGTERM');
    clock.runUntil(200);
    expect(process.exit).toBe(0);
  });

  test('takes all others with it', () => {
    const { begin, clock, namespace } = setUp({ parent, forever });
    begin('parent');
    const exec = begin('forever');
    expect(namespace.list().map((p) => [p.pid, p.parent])).toEqual([
      [1, 0],
      [2, 1],
      [3, 0],
    ]);
    clock.runUntil(1000);
    expect([exec.exit, namespace.list().length]).toEqual([137, 0]);
  });

  test('is the pause container where a Pod shares its namespace', () => {
    const { begin } = setUp({ forever }, { pause: true });
    const process = begin('forever');
    expect(process.pid).toBe(2);
    process.kill('SIGTERM');
    expect([process.exit, process.killedBy]).toEqual([143, 'SIGTERM']);
  });

  test('gets the orphans', () => {
    const { begin, clock, namespace } = setUp({ parent, forever });
    begin('forever');
    begin('parent');
    clock.runUntil(1000);
    expect(namespace.list().map((p) => [p.argv[0], p.parent])).toEqual([
      ['forever', 0],
      ['child', 1],
    ]);
  });
});

test('exec in place keeps the pid', () => {
  const { begin, clock, namespace } = setUp({
    first: function* (process) {
      process.replaceBy(polite, ['polite']);
      return 0;
    },
  });
  const process = begin('first');
  clock.runUntil(50);
  expect(namespace.list()[0]).toMatchObject({ pid: 1, argv: ['polite'] });
  process.kill('SIGTERM');
  clock.runUntil(100);
  expect(process.exit).toBe(0);
});

describe('limits', () => {
  test('the OOM killer ends the largest process', () => {
    const { begin, clock } = setUp(
      {
        forever,
        grow: function* (process) {
          for (;;) {
            process.memory += 10_000_000;
            yield sleep(100);
          }
        },
      },
      { memoryLimit: 64 * 1024 * 1024 },
    );
    const quiet = begin('forever');
    const growing = begin('grow');
    clock.runUntil(2000);
    expect([quiet.exit, growing.exit, growing.oomKilled]).toEqual([undefined, 137, true]);
  });

  test('what is started in a container later has its OOM score adjustment', () => {
    const namespace = createProcessNamespace({
      clock: new Clock(),
      random: new Random(1),
      network,
      hostname: 'web',
      pause: true,
    });
    const files = createFileSystem(directory([['bin', directory([['forever', program(forever)]])]]));
    const start = (container: string, oomScoreAdj?: number) =>
      namespace.start({
        argv: ['/bin/forever'],
        env: {},
        cwd: '/',
        user: 0,
        files,
        stdout: () => undefined,
        stderr: () => undefined,
        container,
        ...(oomScoreAdj === undefined ? {} : { oomScoreAdj }),
      });
    start('a', 750);
    start('a');
    start('b', -997);
    expect(namespace.list().map(({ oomScoreAdj }) => oomScoreAdj)).toEqual([-998, 750, 750, -997]);
  });

  test('a loop that never waits takes few steps, and a CPU limit makes work take longer', () => {
    const steps = (cpuLimit?: number): number => {
      let count = 0;
      const { begin, clock } = setUp(
        {
          busy: function* (process) {
            for (;;) {
              count++;
              const wait = process.work(1);
              if (wait) yield wait;
            }
          },
        },
        cpuLimit === undefined ? {} : { cpuLimit },
      );
      begin('busy');
      clock.runUntil(20);
      const early = count;
      clock.runUntil(600_000);
      expect(count).toBeLessThan(60_000);
      return early;
    };
    expect(steps()).toBeGreaterThan(5 * steps(100));
  });

  test('a fork bomb is stopped', () => {
    const bomb: Program = function* (process) {
      for (;;) {
        process.fork({ program: bomb });
        yield sleep(10);
      }
    };
    const { begin, clock } = setUp({ bomb });
    begin('bomb');
    expect(() => clock.runUntil(10_000)).toThrow(RuntimeLimit);
  });
});
