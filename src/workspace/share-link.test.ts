import { expect, test } from 'vitest';
import { readFragment, shareFragment } from './share-link.ts';

test.each([
  ['YAML', { yaml: 'kind: Pod # 파드\n'.repeat(50) }],
  ['answers', { answers: { node: 'node-a', count: '3' } }],
  ['a terminal session', { lines: [{ at: 0, command: 'kubectl apply -f -', stdin: 'kind: Pod\n' }], answers: {} }],
])('%s comes back from its link as it was', async (_, work) => {
  expect(await readFragment((await shareFragment(work))!)).toEqual({ kind: 'work', work });
});

test('a link says which exercise it answers, and only an id is taken for one', async () => {
  const work = { yaml: 'kind: Pod\n' };
  expect(await readFragment((await shareFragment(work, 'units-right'))!)).toMatchObject({ exercise: 'units-right' });
  expect(await readFragment((await shareFragment(work, '//evil.example'))!)).toEqual({ kind: 'work', work });
});

test('a link is short: YAML repeats itself', async () => {
  const yaml = '    - name: web\n      image: course/web:1.0\n'.repeat(100);
  expect((await shareFragment({ yaml }))!.length).toBeLessThan(yaml.length / 10);
});

test('a page opened without an answer, or at a heading, has none', async () => {
  expect(await readFragment('')).toEqual({ kind: 'none' });
  expect(await readFragment('#task')).toEqual({ kind: 'none' });
});

test.each([
  ['is not base64', '#answer=%%%'],
  ['is not compressed', '#answer=aGVsbG8'],
  ['is too long', `#answer=${'A'.repeat(200_000)}`],
  ['is cut', (await shareFragment({ yaml: 'kind: Pod\n'.repeat(20) }))!.slice(0, -9)],
  ['unpacks to megabytes', (await shareFragment({ yaml: 'a'.repeat(5_000_000) }))!],
  ['holds another shape', (await shareFragment({ yaml: 3 } as never))!],
  ['holds lines of another shape', (await shareFragment({ lines: [{ at: -1, command: 'x' }] }))!],
  ['holds nothing', (await shareFragment({}))!],
])('a link that %s is said to be broken', async (_, fragment) => {
  expect(await readFragment(fragment)).toEqual({ kind: 'broken' });
});

test('work that no link can hold has none', async () => {
  const yaml = Array.from({ length: 60_000 }, (_, i) => ((i * 2_654_435_761) % 4_294_967_296).toString(36)).join('');
  expect(await shareFragment({ yaml })).toBeUndefined();
});
