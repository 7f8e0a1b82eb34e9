import { describe, expect, test } from 'vitest';
import { outputOf } from '../shell.fixture.ts';

// sed: what BusyBox 1.35 (Debian's busybox-static) printed, standard output and error as one

describe('addresses', () => {
  test.each([
    ['seq 5 | sed -n 2p', '2\n'],
    ["seq 5 | sed '2,4d'", '1\n5\n'],
    ["seq 5 | sed -n '$p'", '5\n'],
    ["seq 6 | sed -n '/2/,/4/p'", '2\n3\n4\n'],
    ["seq 6 | sed -n '2,+1p'", '2\n3\n'],
    ["seq 5 | sed '3!d'", '3\n'],
    ["seq 6 | sed -n '/2/,/2/p'", '2\n3\n4\n5\n6\n'],
    ["seq 4 | sed -n '3,1p'", '3\n'],
    ["seq 5 | sed '2q'", '1\n2\n'],
    ["seq 5 | sed -n '2{p;q}'", '2\n'],
    ["seq 3 | sed -n '\\,2,p'", '2\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('substitutions', () => {
  test.each([
    ["echo aaa | sed 's/a/b/'", 'baa\n'],
    ["echo aaa | sed 's/a/b/2'", 'aba\n'],
    ["echo aaa | sed 's/a/b/g'", 'bbb\n'],
    ["echo 'a/b' | sed 's,/,-,'", 'a-b\n'],
    ["echo abc | sed 's/\\(a\\)\\(b\\)/\\2\\1/'", 'bac\n'],
    ["echo abc | sed -E 's/(a)(b)/\\2\\1/'", 'bac\n'],
    ["echo abc | sed 's/b/[&]/'", 'a[b]c\n'],
    ["echo abc | sed 's/b/\\&/'", 'a&c\n'],
    ["echo abc | sed 's/x*/-/g'", '-a-b-c-\n'],
    ["echo baaac | sed 's/a*/x/g'", 'xbxcx\n'],
    ["echo ABC | sed 's/b/x/I'", 'AxC\n'],
    ["printf 'a\\nb\\n' | sed -n 's/a/x/p'", 'x\n'],
    ["echo abc | sed 's/b/x\\ny/'", 'ax\nyc\n'],
    ["echo hello | sed 's/l\\+/L/'", 'heLo\n'],
    ["echo hello | sed 'y/el/ip/'", 'hippo\n'],
    ["echo aXbX | sed 's//-/;s/X/y/;s//z/'", 'sed: no previous regexp\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('the hold space, several lines and jumps', () => {
  test.each([
    ["seq 3 | sed -n '1!G;h;$p'", '3\n2\n1\n'],
    ["seq 4 | sed 'N;s/\\n/+/'", '1+2\n3+4\n'],
    ["seq 3 | sed '$!N;P;D'", '1\n2\n3\n'],
    ["seq 3 | sed -n 'H;${x;s/\\n/,/g;p}'", ',1,2,3\n'],
    ["echo aaa | sed ':a;s/a/b/;ta'", 'bbb\n'],
    ["seq 3 | sed '2b;s/$/!/'", '1!\n2\n3!\n'],
    ["seq 3 | sed 'n;d'", '1\n3\n'],
    ["seq 3 | sed -n '$='", '3\n'],
    ["seq 3 | sed '2x'", '1\n\n3\n'],
    ["seq 5 | sed -e ':a' -e '$!{N;ba' -e '}' -e 's/\\n/ /g'", '1 2 3 4 5\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('text and files', () => {
  test.each([
    ["seq 2 | sed '1a end'", '1\nend\n2\n'],
    ["seq 2 | sed '2i\\\none'", '1\none\n2\n'],
    ["seq 3 | sed '2c two'", '1\ntwo\n3\n'],
    ["seq 3 | sed '2,3c both'", '1\nboth\n'],
    ["printf 'a' | sed 's/a/b/'", 'b'],
    ["seq 2 > /tmp/f; sed -i 's/^/x/' /tmp/f; cat /tmp/f", 'x1\nx2\n'],
    ["seq 2 > /tmp/f; sed -i.old '1d' /tmp/f; cat /tmp/f /tmp/f.old", '2\n1\n2\n'],
    ["seq 3 | sed -n '2w /tmp/o'; cat /tmp/o", '2\n'],
    ["echo in > /tmp/i; seq 2 | sed '1r /tmp/i'", '1\nin\n2\n'],
    ["printf 'a\\tb\\\\\\n' | sed -n l", ''],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('mistakes', () => {
  test.each([
    ["echo a | sed 's/a/b'", "sed: unmatched '/'\n"],
    ['echo a | sed k', 'sed: unsupported command k\n'],
    ["echo a | sed 's/(/x/' ", 'a\n'],
    ["echo a | sed -E 's/(/x/'", "sed: bad regex '(': Unmatched ( or \\(\n"],
    ['sed p /none', 'sed: /none: No such file or directory\n'],
    ["echo a | sed -n '//p'", 'sed: no previous regexp\n'],
    ["echo a | sed '{p'", 'a\na\n'],
    ["echo a | sed 'bnowhere'", "sed: can't find label for jump to 'nowhere'\n"],
    ["echo a | sed '3'", 'sed: missing command\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});
