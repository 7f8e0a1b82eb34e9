import { describe, expect, test } from 'vitest';
import { outputOf } from '../shell.fixture.ts';

// awk: what BusyBox 1.35 (Debian's busybox-static) printed, standard output and error as one

describe('fields and records', () => {
  test.each([
    ["echo 'a b c' | awk '{print $2}'", 'b\n'],
    ["echo 'a:b:c' | awk -F: '{print $NF, NF}'", 'c 3\n'],
    ["echo 'a b c' | awk '{$2=\"x\"; print}'", 'a x c\n'],
    ["echo 'a b' | awk '{$5=\"e\"; print; print NF}'", 'a b   e\n5\n'],
    ["echo 'a b c' | awk '{NF=2; print}'", 'a b\n'],
    ['printf \'a b\\n\\nc d\\n\' | awk \'BEGIN{RS=""}{print NR": "$1}\'', '1: a\n2: c\n'],
    ["echo 'a,b;c' | awk -F'[,;]' '{print $3}'", 'c\n'],
    ["seq 3 | awk 'END{print NR}'", '3\n'],
    ["printf '1\\n2\\n3\\n' | awk 'NR==2,NR==3'", '2\n3\n'],
    ["echo 'a b' | awk 'BEGIN{OFS=\"-\"}{print $1,$2; $1=$1; print}'", 'a-b\na-b\n'],
    ["printf 'x\\ny\\n' > /tmp/f; awk '{print FILENAME, FNR}' /tmp/f", '/tmp/f 1\n/tmp/f 2\n'],
    ["awk 'END{print v}' v=3 /dev/null", '3\n'],
    ["awk -v v='a\\tb' 'BEGIN{print v}'", 'a\tb\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('expressions', () => {
  test.each([
    ["awk 'BEGIN{print 1+2*3, 7%3, -7%3, 1-1-1, !0+1}'", '7 1 -1 -1 2\n'],
    ["awk 'BEGIN{print 1/3}'", '0.333333\n'],
    ["awk 'BEGIN{print 100000*100000, 0.1+0.2, 1e6, 1e300}'", '10000000000 0.3 1000000 1e+300\n'],
    ['awk \'BEGIN{print "3x"+1, "x"+0, "0x10"+0}\'', '4 0 16\n'],
    ['awk \'BEGIN{print 1 " " 2, 1-1 "a"}\'', '1 2 0a\n'],
    ['awk \'BEGIN{print (10<9), ("10"<"9"), (2<10)}\'', '0 1 1\n'],
    ["echo '10 9' | awk '{print ($1<$2)}'", '0\n'],
    ['awk \'BEGIN{x; if(!x) print "unset"; if(x=="") print "empty"}\'', 'unset\nempty\n'],
    ["awk 'BEGIN{i=5; print i++ + ++i, i--, i}'", '12 7 6\n'],
    ['awk \'BEGIN{print 1==1?"y":"n"; print "a"~/^a/, "a"!~"b"}\'', 'y\n1 1\n'],
    ['awk \'BEGIN{a["x"]=1; print ("x" in a), ("y" in a); delete a["x"]; print length(a)}\'', '1 0\n0\n'],
    ['awk \'BEGIN{a[1,2]=3; for(k in a){split(k,p,SUBSEP); print p[1]"-"p[2]}}\'', '1-2\n'],
    ["awk 'BEGIN{x=2; x*=3; x-=1; x%=3; x/=4; x+=1; print x}'", '1.5\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('statements', () => {
  test.each([
    ["awk 'BEGIN{for(i=0;i<5;i++){if(i==1)continue; if(i==3)break; print i}}'", '0\n2\n'],
    ["awk 'BEGIN{do{i++}while(i<3); print i}'", '3\n'],
    ["awk 'function f(n){return n<2?1:n*f(n-1)} BEGIN{print f(10)}'", '3628800\n'],
    ['awk \'function f(a){a["k"]=1} BEGIN{f(b); print b["k"]}\'', '1\n'],
    ["seq 4 | awk '$1==2{next}{print}'", '1\n3\n4\n'],
    ['seq 4 | awk \'{print; if(NR==2) exit 3} END{print "end"}\'; echo $?', '1\n2\nend\n3\n'],
    ['awk \'BEGIN{printf "%5.2f|%-4s|%03d|%x|%c|%%\\n", 3.14159, "ab", 7, 255, 65}\'', ' 3.14|ab  |007|ff|A|%\n'],
    [
      'seq 2 | awk \'{print > "/tmp/o"} END{close("/tmp/o"); while((getline l < "/tmp/o")>0) print "got", l}\'',
      'got 1\ngot 2\n',
    ],
    ['awk \'BEGIN{"echo hi"|getline x; print x}\'', 'hi\n'],
    ['awk \'BEGIN{print "b\\na" | "sort"; close("sort"); print "z"}\'', 'a\nb\nz\n'],
    ['awk \'BEGIN{print system("exit 3")}\'', '3\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('functions', () => {
  test.each([
    ['awk \'BEGIN{print length("abc"), substr("hello",2,3), substr("hello",0), index("abc","c")}\'', '3 ell hello 3\n'],
    ['awk \'BEGIN{n=split("a:b:c",p,":"); print n, p[1], p[3]}\'', '3 a c\n'],
    ['awk \'BEGIN{s="aaa"; print gsub(/a/,"b",s), s; sub(/b/,"[&]",s); print s}\'', '3 bbb\n[b]bb\n'],
    ['awk \'BEGIN{print toupper("aB"), tolower("aB"), int(-3.7), sprintf("%d", "12a")}\'', 'AB ab -3 12\n'],
    ['awk \'BEGIN{print match("foobar",/o+/), RSTART, RLENGTH}\'', '2 2 2\n'],
    ["awk 'BEGIN{print and(6,3), or(6,3), xor(6,3), lshift(1,4), rshift(16,2), compl(0)!=0}'", '2 7 5 16 4 1\n'],
    ['awk \'BEGIN{print substr("a")}\'', 'awk: cmd. line:1: Too few arguments\n'],
    ["echo '010 0x1f 1e3x inf 08' | awk '{print $1+0, $2+0, $3+0, $4+0, $5+0, ($2==31)}'", '8 31 1000 inf 8 1\n'],
    ['awk \'BEGIN{print substr("hello",-1,3) "|" substr("hello",4,100)}\'', 'hel|lo\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});

describe('mistakes', () => {
  test.each([
    ["awk 'BEGIN{print 1/0}'", 'awk: cmd. line:1: Division by zero\n'],
    ["awk 'BEGIN{print (1}'", 'awk: cmd. line:1: Unexpected token\n'],
    ["awk '{'", 'awk: cmd. line:1: Unexpected token\n'],
    ["awk 'BEGIN{nosuch(1)}'", 'awk: cmd. line:1: Call to undefined function\n'],
    ["awk '{print}' /none", 'awk: /none: No such file or directory\n'],
    [
      'awk',
      'BusyBox v1.36.1 () multi-call binary.\n\nUsage: awk [OPTIONS] [AWK_PROGRAM] [FILE]...\n\n\t-v VAR=VAL\tSet variable\n\t-F SEP\t\tUse SEP as field separator\n\t-f FILE\t\tRead program from FILE\n\t-e AWK_PROGRAM\n',
    ],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});
