import { AwkSyntaxError } from './syntax.ts';
import type { Token } from './tokens.ts';

/** Parentheses and blocks within each other. */
const MOST_DEPTH = 80;

/** Where a parser stands in a program's tokens. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Reads something that can hold more of its kind. */
  nested<T>(read: () => T): T {
    if (++this.#depth > MOST_DEPTH) throw new AwkSyntaxError('too deep');
    const result = read();
    this.#depth--;
    return result;
  }

  token(ahead = 0): Token {
    return this.#tokens[this.at + ahead] ?? { type: 'end' };
  }

  is(text: string, ahead = 0): boolean {
    const token = this.token(ahead);
    return (token.type === 'operator' || token.type === 'keyword') && token.text === text;
  }

  takes(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  expect(text: string): void {
    if (!this.takes(text)) throw new AwkSyntaxError('Unexpected token');
  }

  name(): string {
    const token = this.token();
    if (token.type !== 'name') throw new AwkSyntaxError('Unexpected token');
    this.at++;
    return token.text;
  }

  newlines(): void {
    while (this.token().type === 'newline') this.at++;
  }

  skipEnds(): void {
    while (this.token().type === 'newline' || this.is(';')) this.at++;
  }
}
