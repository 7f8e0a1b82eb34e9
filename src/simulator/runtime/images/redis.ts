import type { Task } from '../../task.ts';
import { directory, program } from '../filesystem.ts';
import type { Process } from '../process.ts';
import { write } from '../shell/output.ts';
import { findCommand } from '../shell/run-command.ts';
import { PATH, rootWith } from './base-files.ts';
import { busyboxBin } from './busybox.ts';
import type { Image } from './image.ts';
import { redisCli } from './redis-cli.ts';
import { REDIS_VERSION, redisServer } from './redis-server.ts';

/** Redis: an entrypoint script in front of redis-server, and redis-cli beside it. @source CURRICULUM 2.4 */
export const redis: Image = {
  name: 'redis:7-alpine3.17',
  size: 12_300_000,
  entrypoint: ['docker-entrypoint.sh'],
  cmd: ['redis-server'],
  env: { PATH, REDIS_VERSION: REDIS_VERSION },
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
                  ['redis-cli', program(redisCli)],
                  ['redis-server', program(redisServer)],
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
