import { directory, file, link, program } from '../filesystem.ts';
import { PATH, rootWith } from './base-files.ts';
import { busyboxBin } from './busybox.ts';
import { curl } from './curl.ts';
import type { Image } from './image.ts';
import { NGINX_DEFAULT_SERVER, nginxEntrypoint } from './nginx-entrypoint.ts';
import { NGINX_VERSION } from './nginx-pages.ts';
import { nginxServer } from './nginx-server.ts';

/** nginx: files of /usr/share/nginx/html on 80, as its configuration says. @source CURRICULUM 2.4; nginxinc/docker-nginx */
export const nginx: Image = {
  name: 'nginx:1.27',
  size: 72_400_000,
  entrypoint: ['/docker-entrypoint.sh'],
  cmd: ['nginx', '-g', 'daemon off;'],
  env: { PATH, NGINX_VERSION },
  workingDir: '/',
  user: 0,
  stopSignal: 'SIGQUIT',
  root: () => {
    const bin = busyboxBin(['killall', 'wget', 'httpd', 'nc', 'ps', 'vi']);
    bin.entries.set('curl', program(curl));
    return rootWith([
      ['bin', bin],
      ['docker-entrypoint.sh', program(nginxEntrypoint)],
      [
        'etc',
        directory([
          ['group', file('root:x:0:\nnginx:x:101:\n')],
          [
            'nginx',
            directory([
              ['conf.d', directory([['default.conf', file(NGINX_DEFAULT_SERVER)]])],
              ['mime.types', file('types {\n    text/html html htm;\n    text/plain txt;\n}\n')],
              ['nginx.conf', file(MAIN)],
            ]),
          ],
          ['passwd', file('root:x:0:0:root:/root:/bin/bash\nnginx:x:101:101:nginx user:/nonexistent:/bin/false\n')],
        ]),
      ],
      [
        'usr',
        directory([
          ['sbin', directory([['nginx', program(nginxServer)]])],
          [
            'share',
            directory([
              [
                'nginx',
                directory([
                  [
                    'html',
                    directory([
                      ['50x.html', file('error\n')],
                      ['index.html', file(WELCOME)],
                    ]),
                  ],
                ]),
              ],
            ]),
          ],
        ]),
      ],
      [
        'var',
        directory([
          ['cache', directory([['nginx', directory()]])],
          [
            'log',
            directory([
              [
                'nginx',
                directory([
                  ['access.log', link('/dev/stdout')],
                  ['error.log', link('/dev/stderr')],
                ]),
              ],
            ]),
          ],
          ['run', link('/run')],
        ]),
      ],
    ]);
  },
};

const MAIN = `user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;
    access_log  /var/log/nginx/access.log;
    sendfile        on;
    keepalive_timeout  65;
    include /etc/nginx/conf.d/*.conf;
}
`;

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
</body>
</html>
`;
