import { describe, expect, test } from 'vitest';
import { outputOf } from '../shell.fixture.ts';

// diff and cmp: what BusyBox 1.35 (Debian's busybox-static) printed, standard output and error as one

describe('what differs', () => {
  test.each([
    [
      "cd /tmp; seq 5 > a; seq 5 | sed 's/3/x/' > b; diff a b; echo $?",
      '--- a\n+++ b\n@@ -1,5 +1,5 @@\n 1\n 2\n-3\n+x\n 4\n 5\n1\n',
    ],
    [
      "cd /tmp; seq 20 > a; seq 20 | sed '2d;18s/$/!/' > b; diff a b",
      '--- a\n+++ b\n@@ -1,5 +1,4 @@\n 1\n-2\n 3\n 4\n 5\n@@ -15,6 +14,6 @@\n 15\n 16\n 17\n-18\n+18!\n 19\n 20\n',
    ],
    [
      "cd /tmp; seq 20 > a; seq 20 | sed '2d;9s/$/!/' > b; diff -u a b",
      '--- a\n+++ b\n@@ -1,12 +1,11 @@\n 1\n-2\n 3\n 4\n 5\n 6\n 7\n 8\n-9\n+9!\n 10\n 11\n 12\n',
    ],
    [
      "cd /tmp; seq 20 > a; seq 20 | sed '2d;8s/$/!/' > b; diff -u a b",
      '--- a\n+++ b\n@@ -1,11 +1,10 @@\n 1\n-2\n 3\n 4\n 5\n 6\n 7\n-8\n+8!\n 9\n 10\n 11\n',
    ],
    [
      "cd /tmp; seq 20 > a; seq 20 | sed '2d;10s/$/!/' > b; diff -u a b",
      '--- a\n+++ b\n@@ -1,5 +1,4 @@\n 1\n-2\n 3\n 4\n 5\n@@ -7,7 +6,7 @@\n 7\n 8\n 9\n-10\n+10!\n 11\n 12\n 13\n',
    ],
    ['cd /tmp; seq 3 > a; diff a a; echo $?; diff -s a a; diff -q a a', '0\n'],
    [
      'cd /tmp; seq 3 > a; seq 4 > b; diff -q a b; echo $?; diff a b; diff b a',
      'Files a and b differ\n1\n--- a\n+++ b\n@@ -1,3 +1,4 @@\n 1\n 2\n 3\n+4\n--- b\n+++ a\n@@ -1,4 +1,3 @@\n 1\n 2\n 3\n-4\n',
    ],
    [
      'cd /tmp; : > a; seq 2 > b; diff a b; diff b a',
      '--- a\n+++ b\n@@ -0,0 +1,2 @@\n+1\n+2\n--- b\n+++ a\n@@ -1,2 +0,0 @@\n-1\n-2\n',
    ],
    [
      "cd /tmp; printf 'a' > a; printf 'a\\n' > b; diff a b; diff b a",
      '--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n--- b\n+++ a\n@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n',
    ],
    [
      "cd /tmp; echo A > a; echo a > b; diff -i a b; echo $?; echo 'a  b' > a; echo 'a b' > b; diff -b a b; diff -w a b; diff a b",
      '0\n--- a\n+++ b\n@@ -1 +1 @@\n-a  b\n+a b\n',
    ],
    [
      'cd /tmp; seq 3 > a; diff a none; echo $?; diff none a',
      "diff: can't stat 'none': No such file or directory\n2\ndiff: can't stat 'none': No such file or directory\n",
    ],
    [
      'cd /tmp; seq 3 > a; seq 2 3 | diff a -; diff -U1 a /etc/passwd | head -5; diff -L one -L two a /etc/hostname | head -3',
      "--- a\n+++ -\n@@ -1,3 +1,2 @@\n-1\n 2\n 3\n--- a\n+++ /etc/passwd\n@@ -1,3 +1 @@\n-1\n-2\ndiff: can't stat '/etc/hostname': No such file or directory\n",
    ],
    [
      'cd /tmp; mkdir d; seq 3 > a; seq 2 > d/a; diff a d; diff d a',
      '--- a\n+++ d/a\n@@ -1,3 +1,2 @@\n 1\n 2\n-3\n--- d/a\n+++ a\n@@ -1,2 +1,3 @@\n 1\n 2\n+3\n',
    ],
    [
      "cd /tmp; printf 'x\\ny\\nz\\nw\\n' > a; printf 'y\\nx\\nw\\nz\\n' > b; diff a b",
      '--- a\n+++ b\n@@ -1,4 +1,4 @@\n-x\n y\n-z\n+x\n w\n+z\n',
    ],
    [
      'cd /tmp; seq 10 > a; seq 10 -1 1 > b; diff a b',
      '--- a\n+++ b\n@@ -1,10 +1,10 @@\n-1\n-2\n-3\n-4\n-5\n-6\n-7\n-8\n-9\n 10\n+9\n+8\n+7\n+6\n+5\n+4\n+3\n+2\n+1\n',
    ],
    [
      "cd /tmp; printf 'a\\nb\\nb\\nc\\n' > a; printf 'a\\nb\\nc\\n' > b; diff a b; diff b a",
      '--- a\n+++ b\n@@ -1,4 +1,3 @@\n a\n b\n-b\n c\n--- b\n+++ a\n@@ -1,3 +1,4 @@\n a\n b\n+b\n c\n',
    ],
    [
      'cd /tmp; seq 3 > a; seq 4 > b; cmp a b; echo $?; cmp a a; echo $?; cmp -s a b; echo $?',
      'cmp: EOF on a\n1\n0\n1\n',
    ],
    [
      "cd /tmp; printf 'abc\\nd' > a; printf 'abc\\ne' > b; cmp a b; echo $?; cmp -l a b; cmp a none; echo $?; cmp a < b",
      'a b differ: char 5, line 2\n1\n5 144 145\ncmp: none: No such file or directory\n2\na - differ: char 5, line 2\n',
    ],
    ["cd /tmp; seq 3 >a; printf '1\\n\\n2\\n3\\n' >b; diff -B a b; echo $?", '0\n'],
    [
      "cd /tmp; printf 'a\\tb\\n' >a; printf 'a\\tc\\n' >b; diff -t a b; diff -T a b",
      '--- a\n+++ b\n@@ -1 +1 @@\n-a       b\n+a       c\n--- a\n+++ b\n@@ -1 +1 @@\n-\ta\tb\n+\ta\tc\n',
    ],
    [
      'cd /tmp; seq 3 >a; seq 3 >b; diff -s a b; echo $?; diff -s a a; cmp -n 2 a b',
      'Files a and b are identical\n0\n',
    ],
    [
      'cd /tmp; mkdir d e; seq 2 >d/x; seq 3 > e/x; seq 4 > e/y; mkdir d/s e/s; diff d e; echo $?; diff -r d e; diff -rq d e; diff -rN d e',
      'Common subdirectories: d/s and e/s\n--- d/x\n+++ e/x\n@@ -1,2 +1,3 @@\n 1\n 2\n+3\nOnly in e: y\n1\n--- d/x\n+++ e/x\n@@ -1,2 +1,3 @@\n 1\n 2\n+3\nOnly in e: y\nFiles d/x and e/x differ\nOnly in e: y\n--- d/x\n+++ e/x\n@@ -1,2 +1,3 @@\n 1\n 2\n+3\n--- /dev/null\n+++ e/y\n@@ -0,0 +1,4 @@\n+1\n+2\n+3\n+4\n',
    ],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});
