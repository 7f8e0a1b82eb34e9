import type { Task } from '../../task.ts';
import type { Process, Program } from '../process.ts';
import { write } from '../shell/output.ts';
import { findCommand } from '../shell/run-command.ts';
import { nodeAt, openPath } from '../system-calls.ts';

const DEFAULT_CONF = '/etc/nginx/conf.d/default.conf';

/** conf.d/default.conf as the package has it. */
export const NGINX_DEFAULT_SERVER = `server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }
}
`;

/** The image's script in front of nginx: it says what it does, then runs its arguments in its place. @source nginxinc/docker-nginx entrypoint */
export const nginxEntrypoint: Program = function* (process: Process): Task<number> {
  const argv = process.argv.slice(1);
  if (argv[0] === 'nginx' || argv[0] === 'nginx-debug') {
    const says = (text: string): string => `/docker-entrypoint.sh: ${text}\n`;
    yield* write(
      process,
      says('/docker-entrypoint.d/ is not empty, will attempt to perform configuration') +
        says('Looking for shell scripts in /docker-entrypoint.d/') +
        says('Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh') +
        listenOnIpv6(process) +
        says('Sourcing /docker-entrypoint.d/15-local-resolvers.envsh') +
        says('Launching /docker-entrypoint.d/20-envsubst-on-templates.sh') +
        says('Launching /docker-entrypoint.d/30-tune-worker-processes.sh') +
        says('Configuration complete; ready for start up'),
    );
  }
  if (argv.length === 0) return 0;
  const found = findCommand(process, argv);
  if ('missing' in found) {
    yield* write(process, `/docker-entrypoint.sh: 47: exec: ${argv[0] ?? ''}: not found\n`, 2);
    return found.status;
  }
  process.replaceBy(found.program, found.argv);
  return 0;
};

/** Adds a listener to the packaged server; one that is not as packaged is left alone. */
function listenOnIpv6(process: Process): string {
  const says = (text: string): string => `10-listen-on-ipv6-by-default.sh: info: ${text}\n`;
  const node = nodeAt(process, DEFAULT_CONF);
  if (node?.type !== 'file') return says(`${DEFAULT_CONF} is not a file or does not exist`);
  const opened = openPath(process, DEFAULT_CONF, { write: true });
  if (typeof opened === 'string') return says(`can not modify ${DEFAULT_CONF} (read-only file system?)`);
  const looks = says(`Getting the checksum of ${DEFAULT_CONF}`);
  if (node.content !== NGINX_DEFAULT_SERVER) return looks + says(`${DEFAULT_CONF} differs from the packaged version`);
  node.content = node.content.replace('listen       80;', 'listen       80;\n    listen  [::]:80;');
  return looks + says(`Enabled listen on IPv6 in ${DEFAULT_CONF}`);
}
