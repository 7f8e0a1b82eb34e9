import { sleep, until, type Task } from '../../task.ts';
import type { Server } from '../network.ts';
import type { Process, Program } from '../process.ts';
import { formatDate } from '../shell/dates.ts';
import { write } from '../shell/output.ts';
import { nodeAt, now } from '../system-calls.ts';
import { MEBIBYTE } from './course-image.ts';

export const REDIS_PORT = 6379;
export const REDIS_VERSION = '7.0.15';

/**
 * redis-server [FILE] [--option value …]: of its options the port counts, and whether it is bound to the loopback alone. Ends with 0 a moment after SIGTERM.
 * @source redis 7.0 src/server.c: log lines, src/config.c: a file of options
 */
export const redisServer: Program = function* (process: Process): Task<number> {
  process.memory = 8 * MEBIBYTE;
  process.cpu = 2;
  const configuration = readConfiguration(process);
  if (typeof configuration === 'string') {
    yield* write(process, configuration, 2);
    return 1;
  }
  const say = (role: 'C' | 'M', level: '*' | '#', text: string): Task<boolean> =>
    write(process, line(process, role, level, text));
  yield* say('C', '#', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
  yield* say(
    'C',
    '#',
    `Redis version=${REDIS_VERSION}, bits=64, commit=00000000, modified=0, pid=${process.pid}, just started`,
  );
  yield* configuration.given
    ? say('C', '#', 'Configuration loaded')
    : say(
        'C',
        '#',
        `Warning: no config file specified, using the default config. In order to specify a config file use ${process.argv[0] ?? 'redis-server'} /path/to/redis.conf`,
      );
  const { host, port } = configuration;
  yield* say('M', '*', 'monotonic clock: POSIX clock_gettime');
  let signal: string | undefined;
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.handlers.set(name, () => (signal = name));
  const listening = process.network.listen(host, port, answers());
  if (typeof listening === 'string') {
    const reason = listening === 'address-in-use' ? 'Address already in use' : 'Permission denied';
    yield* say('M', '#', `Warning: Could not create server TCP listening socket *:${port}: bind: ${reason}`);
    yield* say('M', '#', `Failed listening on port ${port} (TCP), aborting.`);
    return 1;
  }
  try {
    yield* say('M', '*', `Running mode=standalone, port=${port}.`);
    yield* say('M', '#', 'Server initialized');
    yield* say('M', '*', 'Ready to accept connections');
    while (signal === undefined) yield until(process.signalled);
  } finally {
    listening.close();
  }
  const seconds = Math.floor(now(process) / 1000);
  yield* write(process, `${process.pid}:signal-handler (${seconds}) Received ${signal} scheduling shutdown...\n`);
  yield sleep(100);
  yield* say('M', '#', 'User requested shutdown...');
  yield* say('M', '*', 'Saving the final RDB snapshot before exiting.');
  yield* say('M', '*', 'DB saved on disk');
  yield* say('M', '#', 'Redis is now ready to exit, bye bye...');
  return 0;
};

const line = (process: Process, role: string, level: string, text: string): string =>
  `${process.pid}:${role} ${formatDate('%d %b %Y %H:%M:%S', now(process))}.${String(now(process) % 1000).padStart(3, '0')} ${level} ${text}\n`;

/** @returns what is wrong with it, where something is */
function readConfiguration(
  process: Process,
): { readonly host: string; readonly port: number; readonly given: boolean } | string {
  const args = process.argv.slice(1);
  const path = args[0]?.startsWith('-') ? undefined : args.shift();
  const lines: string[] = [];
  if (path !== undefined) {
    const node = nodeAt(process, path);
    if (node?.type !== 'file')
      return `${line(process, 'C', '#', `Fatal error, can't open config file '${path}': No such file or directory`)}`;
    lines.push(...node.content.split('\n'));
  }
  for (const arg of args) {
    if (arg.startsWith('--')) lines.push(arg.slice(2));
    else lines.push(`${lines.pop() ?? ''} "${arg}"`);
  }
  let host = '0.0.0.0';
  let port = REDIS_PORT;
  for (const [i, text] of lines.entries()) {
    const [name = '', ...values] = text.replaceAll('"', '').trim().split(/\s+/);
    const [value = ''] = values;
    if (name.toLowerCase() === 'bind' && values.every((v) => /^-?(127\.|::1)/.test(v))) host = '127.0.0.1';
    if (name.toLowerCase() !== 'port') continue;
    port = Number(value);
    if (!Number.isInteger(port) || value === '')
      return fatal(i + 1, text.trim(), "argument couldn't be parsed into an integer");
    if (port < 0 || port > 65_535) return fatal(i + 1, text.trim(), 'argument must be between 0 and 65535 inclusive');
  }
  return { host, port, given: lines.length > 0 };
}

const fatal = (at: number, text: string, why: string): string =>
  `\n*** FATAL CONFIG FILE ERROR (Redis ${REDIS_VERSION}) ***\nReading the configuration file, at line ${at}\n>>> '${text}'\n${why}\n`;

/** A few commands on texts, answered in Redis' protocol. @source redis.io/docs/reference/protocol-spec */
function answers(): Server {
  const values = new Map<string, string>();
  const reply = (text: string): { readonly after: number; readonly text: string } => ({
    after: 1,
    text: `${text}\r\n`,
  });
  const bulk = (text: string | undefined): { readonly after: number; readonly text: string } =>
    reply(text === undefined ? '$-1' : `$${text.length}\r\n${text}`);
  return {
    tcp(asked) {
      const [name = '', key, ...rest] = asked.trim().split(/\s+/);
      const arity = reply(`-ERR wrong number of arguments for '${name.toLowerCase()}' command`);
      switch (name.toUpperCase()) {
        case 'PING':
          return key === undefined ? reply('+PONG') : bulk(key);
        case 'ECHO':
          return key === undefined ? arity : bulk(key);
        case 'SET':
          if (key === undefined || rest[0] === undefined) return arity;
          values.set(key, rest[0]);
          return reply('+OK');
        case 'GET':
          return key === undefined ? arity : bulk(values.get(key));
        case 'DEL':
          return key === undefined ? arity : reply(`:${values.delete(key) ? 1 : 0}`);
        case 'INCR': {
          if (key === undefined) return arity;
          const next = Number(values.get(key) ?? '0') + 1;
          if (!Number.isInteger(next)) return reply('-ERR value is not an integer or out of range');
          values.set(key, String(next));
          return reply(`:${next}`);
        }
        case 'DBSIZE':
          return reply(`:${values.size}`);
        case 'INFO':
          return bulk(`# Server\r\nredis_version:${REDIS_VERSION}`);
        case 'QUIT':
          return undefined;
        default:
          return reply(
            `-ERR unknown command '${name}', with args beginning with: ${[key, ...rest]
              .filter((word) => word !== undefined)
              .map((word) => `'${word}' `)
              .join('')}`,
          );
      }
    },
    changesAt: () => undefined,
  };
}
