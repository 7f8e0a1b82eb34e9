import { sleep, type Task } from '../../task.ts';
import type { Process, Program } from '../process.ts';
import { write } from '../shell/output.ts';
import { REDIS_PORT, REDIS_VERSION } from './redis-server.ts';

/** redis-cli [-h host] [-p port] command: prints answers as it does where no terminal is. @source redis 7.0 src/redis-cli.c */
export const redisCli: Program = function* (process: Process): Task<number> {
  const args = process.argv.slice(1);
  let host = '127.0.0.1';
  let port = REDIS_PORT;
  while (args[0]?.startsWith('-')) {
    const option = args.shift() ?? '';
    if (option === '-v' || option === '--version') {
      yield* write(process, `redis-cli ${REDIS_VERSION}\n`);
      return 0;
    }
    if (!['-h', '-p', '-a', '-n', '--raw', '--no-raw', '-e'].includes(option)) {
      yield* write(process, `Unrecognized option or bad number of args for: '${option}'\n`, 2);
      return 1;
    }
    if (option === '-h') host = args.shift() ?? host;
    else if (option === '-p') port = Number(args.shift());
    else if (option === '-a' || option === '-n') args.shift();
  }
  if (args.length === 0) return 0; // its commands would come from standard input, which is at its end
  yield sleep(1);
  const connection = process.network.connect(host, port);
  if (!connection.connected) {
    const why = process.network.resolve(host) ? 'Connection refused' : 'Name does not resolve';
    yield* write(process, `Could not connect to Redis at ${host}:${port}: ${why}\n`, 2);
    return 1;
  }
  const answer = connection.server.tcp?.(args.join(' '));
  if (answer === undefined) {
    yield* write(process, 'Error: Server closed the connection\n', 2);
    return 1;
  }
  if (answer === 'hang') for (;;) yield sleep(600_000);
  yield sleep(answer.after);
  yield* write(process, shown(answer.text));
  return 0;
};

/** An answer without the protocol around it. */
function shown(text: string): string {
  const end = text.indexOf('\r\n');
  const first = text.slice(1, end);
  if (!text.startsWith('$')) return `${first}\n`;
  return `${text.slice(end + 2).replace(/\r\n$/, '')}\n`;
}
