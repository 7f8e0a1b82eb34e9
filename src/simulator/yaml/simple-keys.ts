import { markOf, scannerError, type Cursor, type Mark } from './cursor.ts';

/** A place that becomes a mapping's key should a ":" follow on its line, within 1,024 characters. */
export interface SimpleKey {
  readonly mark: Mark;
  /** The key's place in the order of all tokens. */
  readonly token: number;
  readonly isRequired: boolean;
}

const KEY_LENGTH = 1024;

/**
 * The places that may turn out to be keys: one for the block context and one for each open bracket.
 * @source go-yaml v2 scannerc.go yaml_parser_save_simple_key
 */
export class SimpleKeys {
  readonly #cursor: Cursor;
  readonly #keys: (SimpleKey | undefined)[] = [undefined];
  /** Tokens that are held back since they may begin a key, and those that began the last key of each level. */
  readonly #awaited = new Set<number>();
  readonly #lastKeys: number[] = [0];

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** Open brackets. */
  get level(): number {
    return this.#keys.length - 1;
  }

  /** Whether a token may still get a key before it. */
  isAwaited(token: number): boolean {
    if (!this.#awaited.has(token)) return false;
    for (let i = this.#keys.length - 1; i >= 0; i--)
      if (this.#keys[i]?.token === token && this.#isValid(i)) return true;
    return false;
  }

  /** Whether a ":" here would still make a key of place `level`; forgets it where not. */
  #isValid(level: number): boolean {
    const key = this.#keys[level];
    if (!key) return false;
    if (key.mark.line === this.#cursor.line && key.mark.offset + KEY_LENGTH >= this.#cursor.offset) return true;
    if (key.isRequired) this.#fail();
    this.#keys[level] = undefined;
    return false;
  }

  save(token: number, indent: number): void {
    this.remove();
    this.#awaited.add(token);
    this.#lastKeys[this.level] = token;
    const isRequired = this.level === 0 && indent === this.#cursor.column;
    this.#keys[this.level] = { mark: markOf(this.#cursor), token, isRequired };
  }

  remove(): void {
    const key = this.#keys[this.level];
    if (!key) return;
    if (key.isRequired) this.#fail();
    this.#awaited.delete(key.token);
    this.#keys[this.level] = undefined;
  }

  /** The key that a ":" here makes, which is none any more. */
  take(): SimpleKey | undefined {
    if (!this.#isValid(this.level)) return undefined;
    const key = this.#keys[this.level];
    this.#keys[this.level] = undefined;
    return key;
  }

  open(token: number): void {
    this.#keys.push(undefined);
    this.#lastKeys.push(token);
  }

  close(): void {
    if (this.level === 0) return;
    this.#keys.pop();
    // Upstream too lets an empty collection go before it knows whether it is a key.
    this.#awaited.delete(this.#lastKeys.pop() ?? 0);
  }

  #fail(): never {
    throw scannerError(this.#cursor, "could not find expected ':'", 'yaml-colon-missing');
  }
}
