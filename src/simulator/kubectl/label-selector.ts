import { labelValue, qualifiedName } from '../api/validation/names.ts';
import { goQuote } from '../go-quote.ts';
import type { Requirement } from '../selector.ts';

/** What `-l` says, or why it cannot be read. */
export type LabelSelectorText = { readonly requirements: readonly Requirement[] } | { readonly problem: string };

/**
 * Reads what stands behind `-l`: `app=web,tier!=db,env in (dev, test),!old,size>3`.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/labels/selector.go Parser, NewRequirement
 */
export function parseLabelSelector(text: string): LabelSelectorText {
  const parser = new Parser(tokenize(text));
  try {
    return { requirements: parser.requirements() };
  } catch (error) {
    if (error instanceof SelectorError) return { problem: error.message };
    throw error;
  }
}

class SelectorError extends Error {}

/** An end of the text is found as ''. */
function refuse(found: string, expected: string, within: 'requirement' | 'list'): never {
  throw new SelectorError(`${within === 'requirement' ? REQUIREMENT : ''}found '${found}'${expected}`);
}

const REQUIREMENT = 'unable to parse requirement: ';
const SIGNS: ReadonlySet<string> = new Set(['', ',', '(', ')', '=', '==', '!=', '!', '>', '<']);
const OPERATORS: Readonly<Record<string, string>> = {
  in: 'In',
  notin: 'NotIn',
  '=': 'In',
  '==': 'In',
  '!=': 'NotIn',
  '>': 'Gt',
  '<': 'Lt',
};
const isIdentifier = (token: string): boolean => !SIGNS.has(token);

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  requirements(): Requirement[] {
    const found: Requirement[] = [];
    for (;;) {
      const next = this.#peek();
      if (next === '') return found;
      if (next !== '!' && !isIdentifier(next)) refuse(next, ", expected: !, identifier, or 'end of string'", 'list');
      found.push(this.#requirement());
      const after = this.#next();
      if (after === '') return found;
      if (after !== ',') refuse(after, ", expected: ',' or 'end of string'", 'list');
      const key = this.#peek();
      if (key !== '!' && !isIdentifier(key)) refuse(key, ", expected: identifier after ','", 'list');
    }
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #next(): string {
    return this.#tokens[this.#at++] ?? '';
  }

  #requirement(): Requirement {
    const isAbsent = this.#peek() === '!';
    if (isAbsent) this.#at++;
    const key = this.#next();
    if (!isIdentifier(key)) refuse(key, ', expected: identifier', 'requirement');
    complain('<nil>', key, qualifiedName(key));
    if (isAbsent) return { key, operator: 'DoesNotExist' };
    if (this.#peek() === '' || this.#peek() === ',') return { key, operator: 'Exists' };
    const sign = this.#next();
    const operator = Object.hasOwn(OPERATORS, sign) ? OPERATORS[sign] : undefined;
    if (operator === undefined) return refuse(sign, ', expected: in, notin, =, ==, !=, gt, lt', 'requirement');
    const values = sign === 'in' || sign === 'notin' ? this.#list() : [this.#value()];
    for (const [i, value] of values.entries()) {
      if ((sign === '>' || sign === '<') && !/^[-+]?\d{1,19}$/.test(value))
        complain(`values[${i}]`, value, ["for 'Gt', 'Lt' operators, the value must be an integer"]);
      complain(`values[${i}][${key}]`, value, labelValue(value));
    }
    return { key, operator, values };
  }

  #value(): string {
    if (this.#peek() === '' || this.#peek() === ',') return '';
    const value = this.#next();
    return isIdentifier(value) ? value : refuse(value, ', expected: identifier', 'requirement');
  }

  /** `(a, b,)`, sorted as a set of Go's is. */
  #list(): string[] {
    const open = this.#next();
    if (open !== '(') refuse(open, " expected: '('", 'requirement');
    const values = new Set<string>();
    const first = this.#peek();
    if (first === ')') values.add('');
    else if (first !== ',' && !isIdentifier(first)) refuse(first, ", expected: ',', ')' or identifier", 'requirement');
    for (let token = this.#next(); token !== ')'; token = this.#next()) {
      const next = this.#peek();
      if (isIdentifier(token)) {
        values.add(token);
        if (next !== ',' && next !== ')') refuse(next, ", expected: ',' or ')'", 'requirement');
      } else if (token === ',') {
        if (values.size === 0 || next === ')' || next === ',') values.add('');
      } else refuse(token, ", expected: ',', or identifier", 'requirement');
    }
    return [...values].sort();
  }
}

function complain(at: string, value: string, complaints: readonly string[]): void {
  if (complaints.length > 0)
    throw new SelectorError(`${REQUIREMENT}${at}: Invalid value: ${goQuote(value)}: ${complaints.join('; ')}`);
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  let word = '';
  const end = (): void => {
    if (word !== '') tokens.push(word);
    word = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (' \t\r\n'.includes(c)) end();
    else if ('(),=!<>'.includes(c)) {
      end();
      const double = (c === '=' || c === '!') && text.charAt(i + 1) === '=';
      tokens.push(double ? `${c}=` : c);
      if (double) i++;
    } else word += c;
  }
  end();
  return tokens;
}
