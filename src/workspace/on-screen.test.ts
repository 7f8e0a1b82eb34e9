import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';

test.each([
  ['what was said', 'a\nb\n', 'a\nb\n'],
  ['the last screen alone', '\fEvery 2.0s\n1\n\fEvery 2.0s\n2\n', 'Every 2.0s\n2\n'],
  ['nothing', '', ''],
])('%s', (_, output, screen) => expect(onScreen(output)).toBe(screen));

test('the end of a long output is kept', () => {
  const lines = onScreen('x\n'.repeat(1000)).split('\n');
  expect(lines.length).toBe(501);
});
