import { expect, test } from 'vitest';
import { createFileSystem } from '../../runtime/file-tree.ts';
import { directory, file, type FileNode } from '../../runtime/filesystem.ts';
import { KnownExec } from './known-exec.ts';
import type { Look } from './http.ts';

const found: Look = { result: 'success', output: 'ok', took: 0 };

function remembered(argv: readonly string[], look: Look = found) {
  const healthy = file('ok');
  const tmp = directory([['healthy', healthy]]);
  const made: FileNode = { ...file(''), generate: () => 'now' };
  const files = createFileSystem(
    directory([
      ['tmp', tmp],
      ['proc', directory([['made', made]])],
      [
        'bin',
        directory([
          ['cat', file('')],
          ['test', file('')],
          ['sh', file('')],
        ]),
      ],
    ]),
  );
  const known = new KnownExec(argv);
  known.remember(files, look);
  return { known, files, tmp, healthy };
}

test('cat of an unchanged file is known', () => {
  const { known, files } = remembered(['cat', '/tmp/healthy']);
  expect(known.recall(files)).toBe(found);
});

test.each<[string, (at: ReturnType<typeof remembered>) => unknown]>([
  ['its content', ({ healthy }) => (healthy.content = 'other')],
  ['its mode', ({ healthy }) => (healthy.mode = 0)],
  ['its being there', ({ tmp }) => tmp.entries.delete('healthy')],
])('a change of %s is looked at', (_, change) => {
  const at = remembered(['cat', '/tmp/healthy']);
  change(at);
  expect(at.known.recall(at.files)).toBeUndefined();
});

test.each<[string, readonly string[], Look]>([
  ['a shell, which may do anything', ['sh', '-c', 'cat /tmp/healthy'], found],
  ['a file that the kernel makes', ['cat', '/proc/made'], found],
  ['what took time', ['cat', '/tmp/healthy'], { ...found, took: 10 }],
])('%s is never known', (_, argv, look) => {
  const { known, files } = remembered(argv, look);
  expect(known.recall(files)).toBeUndefined();
});
