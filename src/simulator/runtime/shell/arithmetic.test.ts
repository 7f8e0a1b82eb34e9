import { describe, expect, test } from 'vitest';
import { evaluate } from './arithmetic.ts';

/** What an expression gives, and what the variables are after it. */
function computed(expression: string, before: Record<string, string> = {}): [bigint | string, Record<string, string>] {
  const after = { ...before };
  const variables = {
    get: (name: string): string | undefined => after[name],
    set: (name: string, value: string): void => void (after[name] = value),
  };
  try {
    return [evaluate(expression, variables), after];
  } catch (error) {
    return [(error as Error).message, after];
  }
}

// results of BusyBox 1.35's shell
describe('arithmetic', () => {
  test.each<[string, bigint | string]>([
    ['1+2*3', 7n],
    ['(1+2)*3', 9n],
    ['7/2', 3n],
    ['-7/2', -3n],
    ['-7%3', -1n],
    ['2**10', 1024n],
    ['2**3**2', 512n],
    ['1<<4', 16n],
    ['-16>>2', -4n],
    ['5&3', 1n],
    ['5|3', 7n],
    ['5^3', 6n],
    ['~5', -6n],
    ['!5', 0n],
    ['!0', 1n],
    ['3<4', 1n],
    ['4<=3', 0n],
    ['1==1', 1n],
    ['1!=1', 0n],
    ['1&&0', 0n],
    ['0||2', 1n],
    ['1?2:3', 2n],
    ['0?2:3', 3n],
    ['1,2', 2n],
    ['010', 8n],
    ['0x1f', 31n],
    ['2#101', 5n],
    ['16#ff', 255n],
    ['36#z', 35n],
    ['9223372036854775807+1', -9223372036854775808n],
    ['', 0n],
    ['- - 3', 3n],
    ['1 +', 'arithmetic syntax error'],
    ['(1', 'arithmetic syntax error'],
    ['1?2?3:4:5', 'malformed ?: operator'],
    ['0?1:2?3:4', 3n],
    ['1:2', 'malformed ?: operator'],
    ['1?2:1/0', 'divide by zero'],
    ['64#@', 62n],
    ['65#1', 'arithmetic syntax error'],
    ['1/0', 'divide by zero'],
    ['1%0', 'divide by zero'],
    ['2**-1', 'exponent less than 0'],
    ['09', 'arithmetic syntax error'],
    ['1 2', 'arithmetic syntax error'],
    ['5#9', 'arithmetic syntax error'],
    ['$', 'arithmetic syntax error'],
    ['1?2', 'malformed ?: operator'],
    ['a b', 'arithmetic syntax error'],
    ['3=4', 'arithmetic syntax error'],
    ['0&&1/0', 'divide by zero'],
  ])('%s', (expression, result) => expect(computed(expression)[0]).toBe(result));

  test.each<[string, Record<string, string>, bigint, Record<string, string>]>([
    ['a+1', { a: '2' }, 3n, { a: '2' }],
    ['a+1', {}, 1n, {}],
    ['a+1', { a: 'b*2', b: '3' }, 7n, { a: 'b*2', b: '3' }],
    ['a++ + a', { a: '1' }, 3n, { a: '2' }],
    ['++a + a', { a: '1' }, 4n, { a: '2' }],
    ['a+=2, a*3', { a: '1' }, 9n, { a: '3' }],
    // nothing is left out, unlike in C
    ['0 && (a=1)', {}, 0n, { a: '1' }],
    ['1 || (a=1)', {}, 1n, { a: '1' }],
    ['1 ? 2 : (a=1)', {}, 2n, { a: '1' }],
    ['a=b=4', {}, 4n, { a: '4', b: '4' }],
  ])('%s with %j', (expression, before, result, after) =>
    expect(computed(expression, before)).toEqual([result, after]),
  );

  test('a variable that names itself ends', () =>
    expect(computed('a', { a: 'a' })[0]).toBe('expression recursion loop detected'));
});
