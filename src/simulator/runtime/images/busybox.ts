import { directory, link, program, type DirectoryNode } from '../filesystem.ts';
import { busyboxProgram, appletNames } from '../shell/busybox.ts';
import { PATH, rootWith } from './base-files.ts';
import type { Image } from './image.ts';

/** One for all commands of all containers: a link never changes. */
const TO_BUSYBOX = link('/bin/busybox');

/** /bin with BusyBox and a link to it for each of its commands, `without` some. */
export function busyboxBin(without: readonly string[] = []): DirectoryNode {
  const bin = directory([['busybox', program(busyboxProgram)]]);
  for (const name of appletNames) if (!without.includes(name)) bin.entries.set(name, TO_BUSYBOX);
  return bin;
}

/** BusyBox alone: a shell and its commands. Without a terminal or input, `sh` ends at once with 0. */
export const busybox: Image = {
  name: 'busybox:1.36',
  size: 2_160_400,
  entrypoint: [],
  cmd: ['sh'],
  env: { PATH },
  workingDir: '/',
  user: 0,
  stopSignal: 'SIGTERM',
  root: () => rootWith([['bin', busyboxBin()]]),
};
