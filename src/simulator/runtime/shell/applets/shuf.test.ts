import { describe, expect, test } from 'vitest';
import { outputOf } from '../shell.fixture.ts';

// shuf: what BusyBox 1.35 (Debian's busybox-static) printed, standard output and error as one

describe('what is mixed', () => {
  test.each([
    [
      'cd /tmp; seq 3 | shuf | sort; shuf -i 1-3 | sort; shuf -e x; shuf -n 1 -e a; shuf -i 3-1; echo $?; shuf x; shuf -n x; printf "a\\nb\\nc\\n" >l; shuf -n 0 l; shuf -o o l; sort o; shuf -z -e a',
      "1\n2\n3\n1\n2\n3\nx\na\nshuf: bad range '3-1'\n1\nshuf: x: No such file or directory\nshuf: invalid number 'x'\na\nb\nc\na\u0000",
    ],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});
