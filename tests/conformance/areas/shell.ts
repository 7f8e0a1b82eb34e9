import { Clock } from '../../../src/simulator/clock.ts';
import { Random } from '../../../src/simulator/random.ts';
import { fromBytes } from '../../../src/simulator/runtime/bytes.ts';
import { createFileSystem } from '../../../src/simulator/runtime/file-tree.ts';
import { busybox } from '../../../src/simulator/runtime/images/busybox.ts';
import type { Network, Server } from '../../../src/simulator/runtime/network.ts';
import { createProcessNamespace } from '../../../src/simulator/runtime/process-namespace.ts';
import type { Area } from '../area.ts';

/** The machine alone with itself: what listens is found on any address of it. No file of its names is there. */
function createNetwork(): Network {
  const servers = new Map<number, Server>();
  return {
    address: '10.244.0.2',
    listen: (_, port, server) => {
      if (servers.has(port)) return 'address-in-use';
      servers.set(port, server);
      return { close: () => void servers.delete(port) };
    },
    connect: (host, port) => {
      const server = servers.get(port);
      return server ? { connected: true, server, address: host } : { connected: false, why: 'refused' };
    },
    resolve: (name) => (/^[\d.]+$/.test(name) ? [name] : undefined),
  };
}

/** Far longer than any recorded script took. */
const LONGEST = 600_000;

/** `sh -c script` of BusyBox in a fresh root file system. */
export const area: Area = {
  answers: ['exit', 'stdout', 'stderr'],
  answer: ({ script, stdin }) => {
    const clock = new Clock();
    // process 1 of the recordings was another's: signals have their default actions
    const namespace = createProcessNamespace({
      clock,
      random: new Random(1),
      network: createNetwork(),
      hostname: 'box',
      pause: true,
    });
    let stdout = '';
    let stderr = '';
    const result = namespace.start({
      argv: ['sh', '-c', String(script)],
      env: { HOME: '/root', PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
      cwd: '/',
      user: 0,
      files: createFileSystem(busybox.root()),
      stdin: String(stdin ?? ''),
      stdout: (bytes) => (stdout += bytes),
      stderr: (bytes) => (stderr += bytes),
    });
    if (!result.started) return { exit: 128, stdout: fromBytes(stdout), stderr: fromBytes(stderr) };
    for (
      let next = clock.next();
      result.process.exit === undefined && next !== undefined && next <= LONGEST;
      next = clock.next()
    )
      clock.step();
    return { exit: result.process.exit ?? 124, stdout: fromBytes(stdout), stderr: fromBytes(stderr) };
  },
};
