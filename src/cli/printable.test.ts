import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test.each([
  ['lines and every script', '✓ 파드\n  é', '✓ 파드\n  é'],
  ['what clears a screen', '\u{1b}[2Jweb', '\\u{1b}[2Jweb'],
  ['what turns text round', 'a\u{202e}lmay', 'a\\u{202e}lmay'],
  ['what goes back to the start of the line', 'failed\rpassed', 'failed\\u{d}passed'],
])('%s', (_, text, expected) => expect(printable(text)).toBe(expected));
