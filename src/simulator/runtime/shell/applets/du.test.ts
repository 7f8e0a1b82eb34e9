import { describe, expect, test } from 'vitest';
import { outputOf } from '../shell.fixture.ts';

// du: what BusyBox 1.35 (Debian's busybox-static) printed, standard output and error as one

describe('disk space', () => {
  test.each([
    [
      'cd /tmp; mkdir -p d/e; seq 3000 > d/e/f; echo > d/g; du d; du -c d; du -d 1 d; du -sh d d/e; du none; echo $?; du -m d; du -sk *; du -a d | sort',
      '20\td/e\n28\td\n20\td/e\n28\td\n28\ttotal\n20\td/e\n28\td\n28.0K\td\ndu: none: No such file or directory\n1\n1\td/e\n1\td\n28\td\n16\td/e/f\n20\td/e\n28\td\n4\td/g\n',
    ],
    ['cd /tmp; echo x > f; ln f g; du -a . | sort; du -s f g', '4\t./f\n8\t.\n4\tf\n'],
  ])('%s', (script, output) => expect(outputOf(script)).toBe(output));
});
