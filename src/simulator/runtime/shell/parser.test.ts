import { describe, expect, test } from 'vitest';
import { outputOf } from './shell.fixture.ts';

// the language of the shell: what BusyBox 1.35 (Debian's busybox-static) printed, standard output and error as one

describe('quotes and expansions', () => {
  test.each([
    ['a=\'x y\'; for w in $a "$a"; do echo "<$w>"; done', '<x>\n<y>\n<x y>\n'],
    ['echo "a\\"b" \'c\\d\' e\\ f', 'a"b c\\d e f\n'],
    ["echo $'a\\tb\\x41'", 'a\tbA\n'],
    ['x=abcabc; echo ${x#a} ${x%c} ${x##*b} ${x%%b*} ${#x}', 'bcabc abcab c a 6\n'],
    ['x=abcabc; echo ${x/b/-} ${x//b/-} ${x:1:2} ${x:2}', 'a-cabc a-ca-c bc cabc\n'],
    ['echo ${u:-d} ${u-d} ${u:+s}; : ${u:=v}; echo $u', 'd d\nv\n'],
    ['echo ${u?not there}; echo no', 'sh: u: not there\n'],
    ['echo "$(echo "$(echo deep)")" `echo old`', 'deep old\n'],
    ['set -- a \'b c\'; for w in "$@"; do echo "<$w>"; done; echo "$*" $#', '<a>\n<b c>\na b c 2\n'],
    ['echo $((1+2)) "$((2*3))"', '3 6\n'],
    ["cd /tmp; touch a.x b.x; echo *.x '*.x' *.none", 'a.x b.x *.x *.none\n'],
    ['IFS=:; a=1:2; echo $a; set -- $a; echo $2', '1 2\n2\n'],
    ['echo {a,b}', '{a,b}\n'],
    ['echo ~ ~root', '/root /root\n'],
    ['x=\'$HOME\'; echo "$x"; eval "echo $x"', '$HOME\n/root\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('commands', () => {
  test.each([
    ['if false; then echo a; elif true; then echo b; else echo c; fi', 'b\n'],
    ['for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done', '1\n3\n'],
    ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); done; echo $i', '3\n'],
    ['until true; do echo no; done; echo done', 'done\n'],
    ['case abc in a*|b) echo one;; *) echo two;; esac', 'one\n'],
    ['case x in (x) echo paren; esac', 'paren\n'],
    ['f() { echo "$1 $#"; return 3; }; f a b; echo $?', 'a 2\n3\n'],
    ['(x=1; echo $x); echo "<$x>"', '1\n<>\n'],
    ['{ echo a; echo b; } | wc -l', '2\n'],
    ['! true; echo $?', '1\n'],
    ['true && echo a || echo b; false && echo c || echo d', 'a\nd\n'],
    ['echo a; # a comment\necho b', 'a\nb\n'],
    ['echo a \\\nb', 'a b\n'],
    ['f() (exit 4); f; echo $?', '4\n'],
    ['for i do echo $i; done', ''],
    ['while read -r a b; do echo "$b:$a"; done <<E\n1 2\n3 4 5\nE', '2:1\n4 5:3\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('redirections', () => {
  test.each([
    ['cat <<E\n$((1+1)) \\$x\nE', '2 $x\n'],
    ["cat <<'E'\n$((1+1))\nE", '$((1+1))\n'],
    ['cat <<-E\n\ttab\n\tE', 'tab\n'],
    ['echo err >&2 2>/dev/null; echo x 2>&1 >/dev/null', 'err\n'],
    ['ls /none 2>&1 | wc -l', '1\n'],
    ['echo a > /tmp/f; echo b >> /tmp/f; cat < /tmp/f', 'a\nb\n'],
    ['exec 3>/tmp/f; echo three >&3; exec 3>&-; cat /tmp/f', 'three\n'],
    ['cat </none; echo $?', "sh: can't open /none: no such file\n1\n"],
    [
      'set -C; echo a > /tmp/f; echo b > /tmp/f; echo c >| /tmp/f; cat /tmp/f',
      "sh: can't create /tmp/f: File exists\nc\n",
    ],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('mistakes', () => {
  test.each([
    ['if true; then echo', 'sh: syntax error: unexpected end of file (expecting "fi")\n'],
    ['echo a; done', 'sh: syntax error: unexpected "done"\n'],
    ['echo "abc', 'sh: syntax error: unterminated quoted string\n'],
    ['for x in; do', 'sh: syntax error: unexpected end of file (expecting "done")\n'],
    ['case x in', 'sh: syntax error: unexpected end of file (expecting ")")\n'],
    ['echo )', 'sh: syntax error: unexpected ")"\n'],
    ['while true; do', 'sh: syntax error: unexpected end of file (expecting "done")\n'],
    ['if', 'sh: syntax error: unexpected end of file (expecting "then")\n'],
    ['{', 'sh: syntax error: unexpected end of file (expecting "}")\n'],
    ['(', 'sh: syntax error: unexpected end of file (expecting ")")\n'],
    ['f() {', 'sh: syntax error: unexpected end of file (expecting "}")\n'],
    ['echo a && && echo b', 'sh: syntax error: unexpected "&&"\n'],
    ['echo ${x', "sh: syntax error: missing '}'\n"],
    ['echo $(echo', 'sh: syntax error: unexpected end of file (expecting ")")\n'],
    ['echo `echo', 'sh: syntax error: EOF in backquote substitution\n'],
    ['f( { :; }', 'sh: syntax error: unexpected word (expecting ")")\n'],
    ['echo a | | b', 'sh: syntax error: unexpected "|"\n'],
    ['echo ${x!y}', 'sh: syntax error: bad substitution\n'],
    ['while true; do echo x; fi', 'sh: syntax error: unexpected "fi" (expecting "done")\n'],
    ['cat <<E\nno end', 'no end'],
    [';; ', 'sh: syntax error: unexpected ";;"\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});
