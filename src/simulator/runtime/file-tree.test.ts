import { expect, test } from 'vitest';
import { createFileSystem } from './file-tree.ts';
import { directory, file, link, type FileSystem } from './filesystem.ts';

const volume = directory([['inside', file('in the volume')]]);

function tree(): FileSystem {
  const files = createFileSystem(
    directory([
      [
        'bin',
        directory([
          ['busybox', file('program')],
          ['sh', link('/bin/busybox')],
          ['ash', link('sh')],
          ['round', link('/bin/round')],
        ]),
      ],
      ['usr', directory([['local', link('/bin')]])],
      ['home', directory([['secret', directory([['key', file('k')]], 0o700)]])],
      ['data', directory([['hidden', file('below the volume')]])],
      ['etc', directory([['hosts', file('of the image')]])],
    ]),
  );
  files.mount('/data', volume, { readOnly: false });
  files.mount('/etc/hosts', file('of the Pod'), { readOnly: true });
  return files;
}

const ROOT = { user: 0 };
const SOMEBODY = { user: 1000 };

test.each([
  ['a file', '/bin/busybox', ROOT, '/bin/busybox'],
  ['a link is followed to its end', '/bin/sh', ROOT, '/bin/busybox'],
  ['a link to a link, a relative one', '/bin/ash', ROOT, '/bin/busybox'],
  ['a link in the middle', '/usr/local/sh', ROOT, '/bin/busybox'],
  ['a link to itself', '/bin/round', ROOT, 'ELOOP'],
  ['dots', '/usr/../bin/./busybox', ROOT, '/bin/busybox'],
  ['doubled slashes', '//bin//busybox', ROOT, '/bin/busybox'],
  ['a slash behind a file', '/bin/busybox/', ROOT, 'ENOTDIR'],
  ['a file as a directory', '/bin/busybox/x', ROOT, 'ENOTDIR'],
  ['nothing', '/bin/nothing', ROOT, '/bin/nothing absent'],
  ['nothing on the way', '/no/thing', ROOT, 'ENOENT'],
  ['nothing, with a slash', '/nothing/', ROOT, '/nothing absent'],
  ['nothing, and back', '/no/../bin/sh', ROOT, 'ENOENT'],
  ['a name that is too long', `/bin/${'x'.repeat(256)}`, ROOT, 'ENAMETOOLONG'],
  ['the root', '/', ROOT, '/'],
  ['a mounted volume', '/data/inside', ROOT, '/data/inside'],
  ['what a volume hides', '/data/hidden', ROOT, '/data/hidden absent'],
  ['a mounted file', '/etc/hosts', ROOT, '/etc/hosts'],
  ['a directory that is not theirs', '/home/secret/key', SOMEBODY, 'EACCES'],
  ['root passes', '/home/secret/key', ROOT, '/home/secret/key'],
])('%s: %s', (_, path, who, expected) => {
  const files = tree();
  const told = (at: string): string => {
    const place = files.locate(at, who);
    return typeof place === 'string' ? place : `${place.path}${place.node ? '' : ' absent'}`;
  };
  expect(told(path)).toBe(expected);
  expect(told(`/.${path}`)).toBe(expected); // the long way comes to the same
});

test('the mount of what lies in a volume is the volume, and of a mounted file its own', () => {
  const files = tree();
  const mountOf = (path: string): unknown => {
    const place = files.locate(path, ROOT);
    return typeof place === 'string' ? place : place.mount.options.readOnly;
  };
  expect([mountOf('/data/inside'), mountOf('/etc/hosts'), mountOf('/bin/sh')]).toEqual([false, true, false]);
  expect(files.locate('/bin/sh', ROOT, 'keep')).toMatchObject({ node: { type: 'link' } });
});
