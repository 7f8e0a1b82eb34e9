import { describe, expect, test } from 'vitest';
import { outputOf } from '../shell.fixture.ts';

// find: what BusyBox 1.35 (Debian's busybox-static) printed, standard output and error as one

describe('tests', () => {
  test.each([
    ["cd /tmp; mkdir d; touch d/a d/B; find d -name '[a-z]' | sort", 'd\nd/a\n'],
    ['cd /tmp; touch b A; find . -iname a', './A\n'],
    ['cd /tmp; mkdir d; touch f; find . -type f', './f\n'],
    ['cd /tmp; mkdir -p d/e; find d -type d | sort', 'd\nd/e\n'],
    ['cd /tmp; ln -s x l; find . -type l', './l\n'],
    ['cd /tmp; touch e; echo x > f; find . -type f -empty', './e\n'],
    ['cd /tmp; echo x > f; find . -type f -size -2', './f\n'],
    ['cd /tmp; head -c 3000 /dev/zero > f; find . -size +2k', '.\n./f\n'],
    [
      'cd /tmp; touch f; chmod 640 f; find . -perm 640; find . -type f -perm -200; find . -perm /007 -type f',
      './f\n./f\n',
    ],
    ["cd /tmp; mkdir -p a/b; touch a/b/c; find . -path '*b/c'", './a/b/c\n'],
    [
      "cd /tmp; touch -d '2020-01-01' old; touch new; find . -type f -newer old; find . -type f -mtime +30",
      './new\n./old\n',
    ],
    ['cd /tmp; touch f; find . -type f -user root -group root', './f\n'],
    ["cd /tmp; touch a1 b2; find . -regex '.*/[a-z]1'", './a1\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('how tests are joined', () => {
  test.each([
    ['cd /tmp; touch a b c; find . -name a -o -name b | sort', './a\n./b\n'],
    ['cd /tmp; touch a b; find . -type f ! -name a', './b\n'],
    ['cd /tmp; touch a b c; find . -type f \\( -name a -o -name c \\) -print | sort', './a\n./c\n'],
    ['cd /tmp; touch a b; find . -name a -o -name b -print', './b\n'],
    ['cd /tmp; touch a; find . -type f -not -name b -a -name a', './a\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('how far it goes', () => {
  test.each([
    ['cd /tmp; mkdir -p a/b/c; find . -maxdepth 1 | sort', '.\n./a\n'],
    ['cd /tmp; mkdir -p a/b/c; find a -mindepth 2', 'a/b/c\n'],
    ['cd /tmp; mkdir -p a/b/c; find a -depth', 'a/b/c\na/b\na\n'],
    ['cd /tmp; mkdir -p a/b c; touch a/b/x c/x; find . -name b -prune -o -name x -print', './c/x\n'],
    ['cd /tmp; mkdir d; ln -s d l; touch d/x; find -L l', 'l\nl/x\n'],
    ['cd /tmp; mkdir d; touch d/x; find d/', 'd/\nd/x\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('actions', () => {
  test.each([
    ["cd /tmp; touch a; find . -type f -exec echo '<{}>' \\;", '<./a>\n'],
    ['cd /tmp; touch a; find . -type f -exec echo one {} +', 'one ./a\n'],
    ['cd /tmp; touch a; find . -type f -exec false \\; -print', ''],
    ["cd /tmp; touch a; find . -type f -print0 | tr '\\0' '|'", './a|'],
    ["cd /tmp; touch 'a b'; find . -type f -print0 | xargs -0 ls", './a b\n'],
    ['cd /tmp; touch a; find . -name a -quit; echo $?', '0\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('mistakes', () => {
  test.each([
    ['find /none; echo $?', 'find: /none: No such file or directory\n1\n'],
    [
      'find /tmp -nosuch 2>&1 | head -5',
      'find: unrecognized: -nosuch\nBusyBox v1.36.1 () multi-call binary.\n\nUsage: find [-HL] [PATH]... [OPTIONS] [ACTIONS]\n\n',
    ],
    ['find /tmp -name', 'find: -name requires an argument\n'],
    ['find /tmp -type z', "find: invalid argument 'z' to '-type'\n"],
    ['find /tmp -user nobodyhere', 'find: unknown user nobodyhere\n'],
    ['find /tmp -exec echo', 'find: -exec requires an argument\n'],
    ['find /tmp -maxdepth x', "find: invalid number 'x'\n"],
    ['find /tmp -perm 9', "find: invalid mode '9'\n"],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});
