import type { Mark } from './cursor.ts';
import type { Token, TokenType } from './token.ts';

/** Tokens that are made and not yet handed out, numbered in the order of all. */
export class TokenQueue {
  readonly #tokens: Token[] = [];
  /** Where the next token to hand out stands in `#tokens`. */
  #head = 0;
  #taken = 0;

  /** How many were handed out: the number of the first. */
  get taken(): number {
    return this.#taken;
  }

  /** The number that the next token made will have. */
  get next(): number {
    return this.#taken + this.#tokens.length - this.#head;
  }

  get isEmpty(): boolean {
    return this.#head === this.#tokens.length;
  }

  /** The next to hand out; there has to be one. */
  first(): Token {
    return this.#tokens[this.#head]!;
  }

  pass(): void {
    this.#head++;
    this.#taken++;
    if (this.#head === this.#tokens.length) {
      this.#tokens.length = 0;
      this.#head = 0;
    }
  }

  push(token: Token): void {
    this.#tokens.push(token);
  }

  /** Puts a token before another; behind all where that one was handed out already. */
  insert(before: number, type: TokenType, at: Mark): void {
    const place = before - this.#taken;
    const index = place < 0 ? this.#tokens.length : this.#head + place;
    const { offset, line, column } = at;
    this.#tokens.splice(index, 0, { type, offset, line, column, end: offset, value: '', suffix: '', isPlain: false });
  }
}
