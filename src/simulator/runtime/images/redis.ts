import { sleep, type Task } from '../../task.ts';
import { directory, program } from '../filesystem.ts';
import type { Server } from '../network.ts';
import type { Process } from '../process.ts';
import { write } from '../shell/output.ts';
import { findCommand } from '../shell/run-command.ts';
import { PATH, rootWith } from './base-files.ts';
import { busyboxBin } from './busybox.ts';
import { MEBIBYTE } from './course-image.ts';
import type { Image } from './image.ts';
import { serve } from './serve.ts';

const PORT = 6379;

/** Redis: an entrypoint script in front of redis-server, and redis-cli beside it. @source CURRICULUM 2.4 */
export const redis: Image = {
  name: 'redis:7-alpine3.17',
  size: 12_300_000,
  entrypoint: ['docker-entrypoint.sh'],
  cmd: ['redis-server'],
  env: { PATH, REDIS_VERSION: '7.0.15' },
  workingDir: '/data',
  user: 0,
  stopSignal: 'SIGTERM',
  root: () =>
    rootWith([
      ['bin', busyboxBin()],
      ['data', directory()],
      [
        'usr',
        directory([
          [
            'local',
            directory([
              [
                'bin',
                directory([
                  ['docker-entrypoint.sh', program(entrypoint)],
                  ['redis-cli', program(cli)],
                  ['redis-server', program(server)],
                ]),
              ],
            ]),
          ],
        ]),
      ],
    ]),
};

/** Options alone are redis-server's; anything else is run as it is. */
function* entrypoint(process: Process): Task<number> {
  const given = process.argv.slice(1);
  const argv = given[0]?.startsWith('-') || given[0]?.endsWith('.conf') ? ['redis-server', ...given] : given;
  if (argv.length === 0) return 0;
  const found = findCommand(process, argv);
  if ('missing' in found) {
    yield* write(process, `/usr/local/bin/docker-entrypoint.sh: exec: line 23: ${argv[0] ?? ''}: not found\n`, 2);
    return found.status;
  }
  process.replaceBy(found.program, found.argv);
  return 0;
}

function* server(process: Process): Task<number> {
  process.memory = 8 * MEBIBYTE;
  process.cpu = 2;
  const at = process.argv.indexOf('--port');
  const port = at < 0 ? PORT : Number(process.argv[at + 1]);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    yield* write(
      process,
      `\n*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***\nReading the configuration file, at line 2\n>>> 'port "${process.argv[at + 1] ?? ''}"'\nargument couldn't be parsed into an integer\n`,
      2,
    );
    return 1;
  }
  return yield* serve(process, { name: 'redis', bind: '0.0.0.0', port, start: 0, drain: 1, server: answers() });
}

/** A few commands on texts. */
function answers(): Server {
  const values = new Map<string, string>();
  const reply = (text: string): { after: number; text: string } => ({ after: 1, text: `${text}\n` });
  return {
    tcp(line) {
      const [name = '', key = '', ...rest] = line.trim().split(/\s+/);
      switch (name.toUpperCase()) {
        case 'PING':
          return reply(key === '' ? 'PONG' : key);
        case 'SET':
          values.set(key, rest.join(' '));
          return reply('OK');
        case 'GET':
          return reply(values.get(key) ?? '');
        case 'DEL':
          return reply(`${values.delete(key) ? 1 : 0}`);
        case 'INCR': {
          const next = Number(values.get(key) ?? '0') + 1;
          values.set(key, String(next));
          return reply(String(next));
        }
        case 'INFO':
          return reply('# Server\nredis_version:7.0.15');
        default:
          return reply(`ERR unknown command '${name}', with args beginning with: `);
      }
    },
    changesAt: () => undefined,
  };
}

/** redis-cli [-h host] [-p port] command. */
function* cli(process: Process): Task<number> {
  const args = process.argv.slice(1);
  let host = '127.0.0.1';
  let port = PORT;
  while (args[0]?.startsWith('-')) {
    const option = args.shift();
    if (option === '-h') host = args.shift() ?? host;
    else if (option === '-p') port = Number(args.shift());
    else if (option === '-a' || option === '-n') args.shift();
  }
  yield sleep(1);
  const connection = process.network.connect(host, port);
  if (!connection.connected) {
    yield* write(
      process,
      `Could not connect to Redis at ${host}:${port}: ${process.network.resolve(host) ? 'Connection refused' : 'Name does not resolve'}\n`,
      2,
    );
    return 1;
  }
  const answer = connection.server.tcp?.(args.join(' '));
  if (answer === undefined || answer === 'hang') return 1;
  yield sleep(answer.after);
  yield* write(process, answer.text);
  return 0;
}
