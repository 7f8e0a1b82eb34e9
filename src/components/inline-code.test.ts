import { expect, test } from 'vitest';
import { inlineCode } from './inline-code.ts';

test('backticks become code, and nothing else becomes markup', () => {
  expect(inlineCode('choose `args` & <b> or `$(A)`')).toBe(
    'choose <code>args</code> &amp; &lt;b&gt; or <code>$(A)</code>',
  );
});
