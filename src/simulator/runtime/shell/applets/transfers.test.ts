import { expect, test } from 'vitest';
import { outputOf } from '../shell.fixture.ts';

test.each([
  [
    'a device is copied, not what is read from it',
    'cp -r /dev /tmp/d; stat -c %F /tmp/d/zero',
    'character special file\n',
  ],
  [
    'a directory into itself',
    'mkdir /tmp/a; cp -r /tmp/a /tmp/a',
    "cp: recursion detected, omitting directory '/tmp/a/a'\n",
  ],
  ['-n keeps what is there', 'cd /tmp; echo 1 > a; echo 2 > b; cp -n a b; mv -n a b; cat a b', '1\n2\n'],
  ['-i asks', 'cd /tmp; echo 1 > a; echo 2 > b; echo y | cp -i a b; cat b', "cp: overwrite 'b'? 1\n"],
  [
    'names of one file are counted',
    'cd /tmp; echo > a; ln a b; ln a c; stat -c %h a; echo > d; mv d c; stat -c %h a; rm b; stat -c %h a',
    '3\n2\n1\n',
  ],
  ['-T', 'cd /tmp; mkdir d; touch f; cp -T f d; ln -sT f d', "cp: 'd' is a directory\nln: 'd' is a directory\n"],
])('%s', (_, script, output) => expect(outputOf(script)).toBe(output));
