import { program } from '../filesystem.ts';
import type { Program } from '../process.ts';
import { PATH, rootWith } from './base-files.ts';
import { busyboxBin } from './busybox.ts';
import type { Image } from './image.ts';

export const MEBIBYTE = 1024 * 1024;

/** An image of the course: one program at the root, named like the image, beside BusyBox. */
export function courseImage(name: string, size: number, runs: Program): Image {
  const own = /\/([a-z-]+):/.exec(name)?.[1] ?? name;
  return {
    name,
    size,
    entrypoint: [`/${own}`],
    cmd: [],
    env: { PATH },
    workingDir: '/',
    user: 0,
    stopSignal: 'SIGTERM',
    root: () =>
      rootWith([
        ['bin', busyboxBin()],
        [own, program(runs)],
      ]),
  };
}
