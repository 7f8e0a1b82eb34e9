import { Clock } from '../../clock.ts';
import { Random } from '../../random.ts';
import { createFileSystem } from '../file-tree.ts';
import { busybox } from '../images/busybox.ts';
import type { Network } from '../network.ts';
import { createProcessNamespace } from '../process-namespace.ts';

const network: Network = {
  address: '10.244.0.2',
  listen: () => ({ close: () => undefined }),
  connect: () => ({ connected: false, why: 'refused' }),
  resolve: () => undefined,
};

/** For tests: a shell as process 1 of a container. */
export function shell(...script: string[]) {
  const clock = new Clock();
  const namespace = createProcessNamespace({ clock, random: new Random(1), network, hostname: 'web' });
  let output = '';
  const take = (text: string): void => void (output += text);
  const argv = ['sh', '-c', ...script];
  const result = namespace.start({
    argv,
    env: { ...busybox.env, HOME: '/root' },
    cwd: '/',
    user: 0,
    files: createFileSystem(busybox.root()),
    stdout: take,
    stderr: take,
  });
  if (!result.started) throw new Error(result.message);
  return {
    clock,
    namespace,
    process: result.process,
    output: () => output,
    names: () => namespace.list().map(({ pid, argv: words }) => `${pid} ${words.join(' ')}`),
  };
}

/** For tests: what a script prints, standard output and error as one. */
export function outputOf(script: string): string {
  const { clock, output } = shell(script);
  clock.runUntil(60_000);
  return output();
}
