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
                      ['index.html', { ...file(WELCOME), modified: PACKAGED }],
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

/** When the image's files were packaged: 2025-04-16 12:01:11. */
const PACKAGED = 1_744_804_871_000;

const MAIN = `
user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;


events {
    worker_connections  1024;
}


http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    #tcp_nopush     on;

    keepalive_timeout  65;

    #gzip  on;

    include /etc/nginx/conf.d/*.conf;
}
`;

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;
