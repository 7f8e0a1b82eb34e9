import { directory, file, link, type DirectoryNode, type FileNode, type Node } from '../filesystem.ts';

/** PATH of images that set none of their own. */
export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const device = (name: FileNode['device'] & string): FileNode => ({ ...file('', 0o666), device: name });

/** The device files every container gets from its runtime. */
const devices = (): DirectoryNode =>
  directory([
    ['null', device('null')],
    ['zero', device('zero')],
    ['full', device('full')],
    ['random', device('random')],
    ['urandom', device('random')],
    ['tty', device('tty')],
    ['stdin', device('stdin')],
    ['stdout', device('stdout')],
    ['stderr', device('stderr')],
    ['shm', directory([], 0o1777)],
  ]);

/** A root file system: what every container has, and the image's own on top. */
export function rootWith(own: Iterable<readonly [string, Node]>): DirectoryNode {
  return directory([
    ['dev', devices()],
    [
      'etc',
      directory([
        ['group', file('root:x:0:\n')],
        ['passwd', file('root:x:0:0:root:/root:/bin/sh\n')],
      ]),
    ],
    ['proc', directory([], 0o555)],
    ['root', directory([], 0o700)],
    ['run', directory()],
    ['sys', directory([], 0o555)],
    ['tmp', directory([], 0o1777)],
    ['usr', directory([['bin', directory()]])],
    ['var', directory([['run', link('/run')]])],
    ...own,
  ]);
}
