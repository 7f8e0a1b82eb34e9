import { RuntimeLimit } from '../../runtime-limit.ts';
import { AwkError } from './errors.ts';
import { compareValues, toNumber, type Value } from './values.ts';

/** Characters that one value may have. */
export const MOST_TEXT = 1_000_000;

/** Two values under an operator; a blank joins their texts. */
export function combine(operator: string, a: Value, b: Value, text: (value: Value) => string): Value {
  if (operator === ' ') {
    const joined = text(a) + text(b);
    if (joined.length > MOST_TEXT) throw new RuntimeLimit('memory', MOST_TEXT);
    return joined;
  }
  const order = COMPARISONS[operator];
  if (order) return order(compareValues(a, b, '%.6g')) ? 1 : 0;
  return arithmetic(operator, toNumber(a), toNumber(b));
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** + - * / % and powers. */
export function arithmetic(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      if (b === 0) throw new AwkError('Division by zero');
      return a / b;
    case '%':
      if (b === 0) throw new AwkError('Division by zero');
      return a % b;
    default:
      return a ** b;
  }
}
