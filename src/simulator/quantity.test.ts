import { describe, expect, test } from 'vitest';
import {
  addQuantities,
  asInt64,
  compareQuantities,
  milliOf,
  parseQuantity,
  quantityOrProblem,
  roundUpToMilli,
  subtractQuantities,
  valueOf,
} from './quantity.ts';

const read = (text: string) => {
  const q = parseQuantity(text);
  if (!q) throw new Error(`no quantity: ${text}`);
  return q;
};

describe('what the API server prints for a quantity', () => {
  test.each([
    ['0', '0'],
    ['1', '1'],
    ['+1', '+1'],
    ['1.', '1.'],
    ['-1', '-1'],
    ['2.50', '2500m'],
    ['0.10', '100m'],
    ['1.500', '1.500'],
    ['007', '007'],
    ['1000', '1k'],
    ['1000m', '1'],
    ['0.0001', '100u'],
    ['0.5m', '500u'],
    ['0.1n', '1n'],
    ['1e9', '1e9'],
    ['1E9', '1E9'],
    ['1e4', '10e3'],
    ['1e-1', '100e-3'],
    ['1e30', '1e30'],
    ['12345678901234567890', '12345678901234567890'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['0.1Mi', '104857600m'],
    ['1000Ki', '1000Ki'],
    ['1Ei', '1Ei'],
    ['9Ei', '9223372036854775807'],
    ['0.5Ki', '512'],
    ['-1.5Gi', '-1536Mi'],
    ['100M', '100M'],
    ['1E', '1E'],
    ['Ki', '0'],
    [' 5 ', '5'],
    ['1e-2000000000', '1e-9'],
  ])('%s → %s', (text, canonical) => expect(read(text).canonical).toBe(canonical));
});

test.each([
  ['', 'format'],
  ['1x', 'format'],
  ['0x10', 'format'],
  ['64MB', 'format'],
  ['1g', 'format'],
  ['1 Gi', 'format'],
  ['1e', 'suffix'],
  ['1mi', 'suffix'],
  ['1Kii', 'suffix'],
  ['1e99999999999', 'suffix'],
])('%j is refused for its %s', (text, problem) => expect(quantityOrProblem(text)).toBe(problem));

test.each([
  ['100m', 100, 1],
  ['1', 1000, 1],
  ['1.5', 1500, 2],
  ['0.0001', 1, 1],
  ['-1.5', -1500, -2],
  ['64Mi', 67_108_864_000, 67_108_864],
  ['1e-300', 1, 1],
  [undefined, 0, 0],
])('%s is %d thousandths and %d whole units', (text, milli, value) => {
  expect(milliOf(text)).toBe(milli);
  expect(valueOf(text)).toBe(value);
});

test.each([
  ['1', '1000m', 0],
  ['1Gi', '1024Mi', 0],
  ['1G', '1Gi', -1],
  ['1e30', '1', 1],
  ['-1e30', '1', -1],
  ['1e1000000000', '1e999999999', 1],
  ['-1e1000000000', '-1e999999999', -1],
  ['0', '0m', 0],
])('%s against %s', (a, b, order) => expect(Math.sign(compareQuantities(read(a), read(b)))).toBe(order));

test.each([
  ['1', '500m', '1500m', '500m'],
  ['1Gi', '1', '1073741825', '1073741823'],
  ['1Gi', '1Gi', '2Gi', '0'],
])('%s and %s: sum %s, difference %s', (a, b, sum, difference) => {
  expect(addQuantities(read(a), read(b)).canonical).toBe(sum);
  expect(subtractQuantities(read(a), read(b)).canonical).toBe(difference);
});

test.each([
  ['0.5m', '1m'],
  ['0.0001', '1m'],
  ['100M', '100M'],
  ['+1', '+1'],
])('%s is kept as %s in container resources', (text, kept) => expect(roundUpToMilli(text)).toBe(kept));

test('an int64 of thousandths overflows as upstream lets it', () => {
  expect(asInt64(read('1Ei'), 3) % 1000n).not.toBe(0n);
  expect(asInt64(read('1e30'), 3)).toBe(0n);
  expect(asInt64(read('1.5'), 3)).toBe(1500n);
});
