import { describe, expect, test } from 'vitest';
import { outputOf } from '../shell.fixture.ts';

// who and where: what BusyBox 1.35 (Debian's busybox-static) printed, standard output and error as one

describe('groups, arch, unlink', () => {
  test.each([
    [
      'groups; echo $?; groups root; groups nobodyx; echo $?; arch',
      'root\n0\nroot\ngroups: unknown user nobodyx\n1\nx86_64\n',
    ],
    [
      'cd /tmp; touch a; unlink a; ls; unlink b; echo $?; mkdir d; unlink d',
      "unlink: can't remove file 'b': No such file or directory\n1\nunlink: can't remove file 'd': Is a directory\n",
    ],
    ['whoami', 'root\n'],
    ['env -i A=1', 'A=1\n'],
    ['uname', 'Linux\n'],
    ['which sh nosuch; echo $?', '/bin/sh\n1\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});
