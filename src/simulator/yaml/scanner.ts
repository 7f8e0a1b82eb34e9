import {
  cursorOf,
  END,
  isBlankOrEnd,
  isBreak,
  isDocumentIndicator,
  markOf,
  peek,
  runEnd,
  scannerError,
  skip,
  skipLine,
  startsPlain,
  TAB,
  type Cursor,
  type Mark,
} from './cursor.ts';
import { scanAnchor } from './anchor.ts';
import { scanDirective } from './directive.ts';
import { scanBlock, scanPlain, scanQuoted } from './scalars.ts';
import { SimpleKeys } from './simple-keys.ts';
import { scanTag } from './tag.ts';
import { TokenQueue } from './token-queue.ts';
import type { Token, TokenType } from './token.ts';

/** Nested collections that are read; go-yaml reads ten thousand. */
const MAX_DEPTH = 100;

const SPACES = / */y;
const BLANKS = /[ \t]*/y;
/** A word that is a key at first sight, with its colon: most of a manifest's lines begin so. */
const PLAIN_KEY = /[A-Za-z][A-Za-z0-9_./-]{0,200}:(?=[ \n])/y;
const LINE = /[^\n\r\x85\u2028\u2029]*/y;

/**
 * Takes YAML 1.1 apart into tokens, one by one as they are asked for, as libyaml does: its look-ahead, its messages.
 * @source go-yaml v2 scannerc.go
 */
export class Scanner {
  readonly #cursor: Cursor;
  readonly #queue = new TokenQueue();
  readonly #keys: SimpleKeys;
  #indent = -1;
  readonly #indents: number[] = [];
  #keyAllowed = true;
  #ended = false;

  constructor(text: string) {
    this.#cursor = cursorOf(text);
    this.#keys = new SimpleKeys(this.#cursor);
    if (text.charCodeAt(0) === 0xfeff) this.#cursor.offset = 1;
  }

  /** The next token, which stays the next; the last is the stream's end, which is not to be passed. */
  peek(): Token {
    while (this.#needsMore()) this.#scanNext();
    return this.#queue.first();
  }

  /** Passes the token that `peek` gave. */
  skip(): void {
    this.#queue.pass();
  }

  get #flowLevel(): number {
    return this.#keys.level;
  }

  #needsMore(): boolean {
    return this.#queue.isEmpty ? !this.#ended : this.#keys.isAwaited(this.#queue.taken);
  }

  #fail(problem: string, code?: string): never {
    throw scannerError(this.#cursor, problem, code);
  }

  #saveKey(): void {
    if (this.#keyAllowed) this.#keys.save(this.#queue.next, this.#indent);
  }

  #emit(type: TokenType, at: Mark, value = '', suffix = '', isPlain = false, end = this.#cursor.offset): void {
    this.#queue.push({ type, offset: at.offset, line: at.line, column: at.column, end, value, suffix, isPlain });
  }

  #emitIndicator(type: TokenType, length = 1): void {
    const at = markOf(this.#cursor);
    skip(this.#cursor, length);
    this.#emit(type, at);
  }

  /** Opens a block at `column` if it is deeper than the current one. @param before - the token that it goes before */
  #roll(column: number, type: TokenType, at: Mark, before?: number): void {
    if (this.#flowLevel > 0 || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    if (this.#indents.length > MAX_DEPTH) this.#fail(`exceeded max depth of ${MAX_DEPTH}`);
    if (before === undefined) this.#emit(type, at);
    else this.#queue.insert(before, type, at);
  }

  #unroll(column: number): void {
    if (this.#flowLevel > 0) return;
    for (; this.#indent > column; this.#indent = this.#indents.pop() ?? -1) this.#emit('block-end', this.#cursor);
  }

  #scanNext(): void {
    const c = this.#cursor;
    this.#toNextToken();
    this.#unroll(c.column);
    const code = peek(c);
    if (code === END) return this.#fetchEnd();
    if (c.column === 0) {
      if (code === 37) return this.#fetchDirective();
      if (isDocumentIndicator(c, 45)) return this.#fetchDocument('document-start');
      if (isDocumentIndicator(c, 46)) return this.#fetchDocument('document-end');
    }
    const isFlow = this.#flowLevel > 0;
    if (!isFlow && this.#keyAllowed && this.#fetchPlainKey()) return;
    const next = peek(c, 1);
    switch (code) {
      case 91:
        return this.#openFlow('flow-sequence-start');
      case 123:
        return this.#openFlow('flow-mapping-start');
      case 93:
        return this.#closeFlow('flow-sequence-end');
      case 125:
        return this.#closeFlow('flow-mapping-end');
      case 44:
        this.#keys.remove();
        this.#keyAllowed = true;
        return this.#emitIndicator('flow-entry');
      case 45:
        if (isBlankOrEnd(next)) return this.#fetchEntry();
        break;
      case 63:
        if (isFlow || isBlankOrEnd(next)) return this.#fetchKey();
        break;
      case 58:
        if (isFlow || isBlankOrEnd(next)) return this.#fetchValue();
        break;
      case 42:
        return this.#fetchAnchor('alias');
      case 38:
        return this.#fetchAnchor('anchor');
      case 33:
        return this.#fetchTag();
      case 124:
      case 62:
        if (!isFlow) return this.#fetchBlockScalar();
        break;
      case 39:
      case 34:
        return this.#fetchQuoted();
    }
    if (!startsPlain(code, next, isFlow))
      this.#fail('found character that cannot start any token', code === TAB ? 'yaml-tab' : 'yaml-reserved-character');
    this.#fetchPlain();
  }

  /** Passes blanks, comments and line breaks. Tabs do not indent. */
  #toNextToken(): void {
    const c = this.#cursor;
    for (;;) {
      skip(c, runEnd(this.#flowLevel > 0 || !this.#keyAllowed ? BLANKS : SPACES, c.text, c.offset) - c.offset);
      if (peek(c) === 35) skip(c, runEnd(LINE, c.text, c.offset) - c.offset);
      if (!isBreak(peek(c))) return;
      skipLine(c);
      if (this.#flowLevel === 0) this.#keyAllowed = true;
    }
  }

  #fetchEnd(): void {
    const c = this.#cursor;
    if (c.column !== 0) {
      c.column = 0;
      c.line++;
    }
    this.#unroll(-1);
    this.#keys.remove();
    this.#keyAllowed = false;
    this.#ended = true;
    this.#emit('stream-end', c);
  }

  #fetchDirective(): void {
    this.#unroll(-1);
    this.#keys.remove();
    this.#keyAllowed = false;
    const at = markOf(this.#cursor);
    const { type, value, suffix } = scanDirective(this.#cursor);
    this.#emit(type, at, value, suffix);
  }

  #fetchDocument(type: 'document-start' | 'document-end'): void {
    this.#unroll(-1);
    this.#keys.remove();
    this.#keyAllowed = false;
    this.#emitIndicator(type, 3);
  }

  #openFlow(type: 'flow-sequence-start' | 'flow-mapping-start'): void {
    this.#saveKey();
    this.#keys.open(this.#queue.next);
    if (this.#flowLevel > MAX_DEPTH) this.#fail(`exceeded max depth of ${MAX_DEPTH}`);
    this.#keyAllowed = true;
    this.#emitIndicator(type);
  }

  #closeFlow(type: 'flow-sequence-end' | 'flow-mapping-end'): void {
    this.#keys.remove();
    this.#keys.close();
    this.#keyAllowed = false;
    this.#emitIndicator(type);
  }

  #fetchEntry(): void {
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) this.#fail('block sequence entries are not allowed in this context');
      this.#roll(this.#cursor.column, 'block-sequence-start', this.#cursor);
    }
    this.#keys.remove();
    this.#keyAllowed = true;
    this.#emitIndicator('block-entry');
  }

  #fetchKey(): void {
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) this.#fail('mapping keys are not allowed in this context');
      this.#roll(this.#cursor.column, 'block-mapping-start', this.#cursor);
    }
    this.#keys.remove();
    this.#keyAllowed = this.#flowLevel === 0;
    this.#emitIndicator('key');
  }

  #fetchValue(): void {
    const key = this.#keys.take();
    if (key) {
      this.#queue.insert(key.token, 'key', key.mark);
      this.#roll(key.mark.column, 'block-mapping-start', key.mark, key.token);
      this.#keyAllowed = false;
    } else {
      if (this.#flowLevel === 0) {
        if (!this.#keyAllowed) this.#fail('mapping values are not allowed in this context', 'yaml-second-colon');
        this.#roll(this.#cursor.column, 'block-mapping-start', this.#cursor);
      }
      this.#keyAllowed = this.#flowLevel === 0;
    }
    this.#emitIndicator('value');
  }

  /** What a plain scalar and `#fetchValue` come to where no key has to be waited for. */
  #fetchPlainKey(): boolean {
    const c = this.#cursor;
    const colon = runEnd(PLAIN_KEY, c.text, c.offset) - 1;
    if (colon <= c.offset) return false;
    this.#keys.remove();
    const at = markOf(c);
    this.#roll(c.column, 'block-mapping-start', at);
    this.#emit('key', at);
    skip(c, colon - c.offset);
    this.#emit('scalar', at, c.text.slice(at.offset, colon), '', true);
    this.#keyAllowed = false;
    this.#emitIndicator('value');
    return true;
  }

  #fetchAnchor(type: 'alias' | 'anchor'): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const at = markOf(this.#cursor);
    const name = scanAnchor(this.#cursor);
    this.#emit(type, at, name);
  }

  #fetchTag(): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const at = markOf(this.#cursor);
    const { handle, suffix } = scanTag(this.#cursor);
    this.#emit('tag', at, handle, suffix);
  }

  #fetchBlockScalar(): void {
    this.#keys.remove();
    this.#keyAllowed = true;
    const at = markOf(this.#cursor);
    const { value, end } = scanBlock(this.#cursor, this.#indent);
    this.#emit('scalar', at, value, '', false, end);
  }

  #fetchQuoted(): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const at = markOf(this.#cursor);
    const { value, end } = scanQuoted(this.#cursor);
    this.#emit('scalar', at, value, '', false, end);
  }

  #fetchPlain(): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const at = markOf(this.#cursor);
    const { value, end, overLines } = scanPlain(this.#cursor, this.#indent, this.#flowLevel > 0 ? 'flow' : 'block');
    if (overLines) this.#keyAllowed = true;
    this.#emit('scalar', at, value, '', true, end);
  }
}
