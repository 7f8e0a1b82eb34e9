import { expect, test } from 'vitest';
import { outputOf } from '../shell.fixture.ts';

test.each([
  ['if', 'if is a shell keyword'],
  ['echo', 'echo is a shell builtin'],
  ['export', 'export is a special shell builtin'],
  ['local', 'local is a special shell builtin'],
  ['ls', 'ls is /bin/ls'],
])('type %s, as busybox says it', (name, said) => expect(outputOf(`type ${name}`)).toContain(said));

test('no function is named as a special builtin', () =>
  expect(outputOf('local() { :; }')).toContain('bad function name'));
