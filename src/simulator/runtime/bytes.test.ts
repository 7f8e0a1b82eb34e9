import { expect, test } from 'vitest';
import { fromBytes, toBytes } from './bytes.ts';

test.each(['plain', 'é', '파드', '😀 ok', ''])('%j comes back', (text) => expect(fromBytes(toBytes(text))).toBe(text));
test('each unit is one byte', () => expect(toBytes('é파😀')).toBe('\xc3\xa9\xed\x8c\x8c\xf0\x9f\x98\x80'));
test('what is no UTF-8 is replaced', () => expect(fromBytes('a\xffb\xc3')).toBe('a\ufffdb\ufffd'));
