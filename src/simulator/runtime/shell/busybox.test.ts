import { expect, test } from 'vitest';
import { BANNER } from './applet.ts';
import { outputOf } from './shell.fixture.ts';

test.each([
  // asked of Debian's BusyBox: 42 dates of 24 letters fit into the buffer
  ['f=$(for i in $(seq 60); do printf %%c; done); date "+$f" | wc -c', '1009\n'],
  ['clear --help; echo $?', `${BANNER}\n\nUsage: clear\n\nClear screen\n0\n`],
  ['busybox dirname --help', `${BANNER}\n\nUsage: dirname FILENAME\n\nStrip non-directory suffix from FILENAME\n`],
  ['rmdir -q 2>&1 | head -n 1', "rmdir: invalid option -- 'q'\n"],
  ['/bin/echo --help; /bin/test --help && echo true', '--help\ntrue\n'],
  ['egrep --help', `${BANNER}\n\nNo help available\n`],
  ['busybox sleep 0; echo $?; busybox nosuch; echo $?', '0\nnosuch: applet not found\n127\n'],
  ['busybox sh -c "echo $((1 + 1))"', '2\n'],
  ['busybox --list | head -n 3; busybox | sed -n 3p', '[\n[[\narch\nUsage: busybox [function [arguments]...]\n'],
  ['timeout 1 od /dev/urandom; echo $?', 'Terminated\n143\n'],
  ['ln -s /bin/busybox /tmp/own; /tmp/own; echo $?', 'own: applet not found\n127\n'],
])('%s', (script, output) => expect(outputOf(script)).toBe(output));
