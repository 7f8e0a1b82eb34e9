import { expect, test } from 'vitest';
import { packArchive, unpackArchive, unwrapGzip, wrapGzip, type Member } from './tar-archive.ts';

const member = (name: string, more: Partial<Member> = {}): Member => ({
  name,
  type: 'file',
  mode: 0o644,
  owner: 0,
  group: 0,
  modified: 1_700_000_000_000,
  content: '',
  target: '',
  ...more,
});
const members = [
  member('d/', { type: 'directory', mode: 0o755 }),
  member('d/a', { content: '\0\xff'.repeat(600), owner: 1000, group: 2000 }),
  member('d/empty'),
  member('d/to', { type: 'link', target: 'a' }),
];

test('what is packed comes out again', () => expect(unpackArchive(packArchive(members))).toEqual(members));
test('an archive fills whole records', () => expect(packArchive(members).length).toBe(10_240));
test('gzip holds what is longer than one of its blocks', () => {
  const bytes = 'ab'.repeat(50_000);
  expect(unwrapGzip(wrapGzip(bytes))).toBe(bytes);
});
test.each([
  ['nothing', '', 'short read'],
  ['a few bytes', 'hello\n', 'short read'],
  ['another file', 'x'.repeat(1024), 'invalid tar magic'],
  ['a file that is cut', packArchive(members).slice(0, 1100), 'short read'],
])('%s is no archive', (_, bytes, said) => expect(unpackArchive(bytes)).toBe(said));
