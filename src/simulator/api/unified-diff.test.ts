import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

test.each([
  ['a\nb', 'a\nb', ''],
  ['a\nb\nc', 'a\nx\nc', '@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n'],
  ['a', 'b', '@@ -1 +1 @@\n-a\n+b\n'],
  ['1\n2\n3\n4\n5', '1\n2\n3\n4\n5\n6', '@@ -3,3 +3,4 @@\n 3\n 4\n 5\n+6\n'],
  [
    'x\n1\n2\n3\n4\n5\n6\n7\ny',
    '1\n2\n3\n4\n5\n6\n7',
    '@@ -1,4 +1,3 @@\n-x\n 1\n 2\n 3\n@@ -6,4 +5,3 @@\n 5\n 6\n 7\n-y\n',
  ],
])('%j to %j', (before, after, diff) => expect(unifiedDiff(before, after)).toBe(diff));

/** Follows a diff: what it keeps and adds is the new text, what it keeps and removes the old one. */
function follow(before: string, diff: string): string {
  const old = before.split('\n');
  const out: string[] = [];
  let at = 0;
  for (const line of diff.split('\n').slice(0, -1)) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1);
      out.push(...old.slice(at, start));
      at = start;
    } else if (line.startsWith('+')) out.push(line.slice(1));
    else {
      expect(old[at]).toBe(line.slice(1));
      if (line.startsWith(' ')) out.push(line.slice(1));
      at++;
    }
  }
  return [...out, ...old.slice(at)].join('\n');
}

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 40 })
  .map((lines) => lines.join('\n'));

test('a diff leads from one text to the other', () =>
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(follow(before, unifiedDiff(before, after))).toBe(after);
    }),
  ));
