import { directory, file } from '../filesystem.ts';
import { PATH, rootWith } from './base-files.ts';
import { busyboxBin } from './busybox.ts';
import type { Image } from './image.ts';

/** Alpine: BusyBox on a small distribution; neither curl nor bash. */
export const alpine: Image = {
  name: 'alpine:3.20',
  size: 3_620_000,
  entrypoint: [],
  cmd: ['/bin/sh'],
  env: { PATH },
  workingDir: '/',
  user: 0,
  stopSignal: 'SIGTERM',
  root: () =>
    rootWith([
      ['bin', busyboxBin(['httpd'])],
      [
        'etc',
        directory([
          ['alpine-release', file('3.20.3\n')],
          ['group', file('root:x:0:root\nnobody:x:65534:\n')],
          ['os-release', file('NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.20.3\nPRETTY_NAME="Alpine Linux v3.20"\n')],
          ['passwd', file('root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n')],
        ]),
      ],
    ]),
};
