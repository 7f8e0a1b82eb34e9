import { RuntimeLimit } from '../runtime-limit.ts';
import { isDigit, isNameStart, ScriptText } from './script-text.ts';
import { parameter, text, type Command, type Operation, type Part, type Word } from './syntax.ts';

/** Characters that end an unquoted word. */
const METACHARACTERS = ' \t\n;&|()<>';
const SPECIAL_PARAMETERS = '@*#?-$!';
/** ${…}, $(…) and quotes within each other. */
const MOST_NESTED = 60;

/** A script's characters and how words are read from them. @source busybox shell/ash.c readtoken1 */
export class WordReader extends ScriptText {
  /** Whether the last word had quotes. */
  wasQuoted = false;
  /** A here-document's delimiter is being read: a dollar is a dollar. */
  literalDollar = false;
  readonly #parseInside: (reader: WordReader) => Command | undefined;
  readonly #parseText: (source: string, line: number) => Command | undefined;
  #nested = 0;

  /**
   * @param parseInside - reads the commands of $(…) up to and with its parenthesis
   * @param parseText - reads the commands of `…`
   */
  constructor(
    source: string,
    line: number,
    parseInside: (reader: WordReader) => Command | undefined,
    parseText: (source: string, line: number) => Command | undefined,
  ) {
    super(source, line);
    this.#parseInside = parseInside;
    this.#parseText = parseText;
  }

  /** An unquoted word up to a metacharacter. */
  readWord(): Word {
    this.wasQuoted = false;
    const parts: Part[] = [];
    this.#unquoted(parts, '');
    return { parts };
  }

  /** A here-document's body, where quotes are nothing special. */
  readHereDocument(): Word {
    const parts: Part[] = [];
    this.#doubleQuoted(parts, '');
    return { parts: parts.length > 0 ? parts : [text('', true)] };
  }

  /** Reads until `end` ('}' of a substitution: then blanks and operators are characters too) or a metacharacter. */
  #unquoted(parts: Part[], end: '' | '}', marks?: Marks): void {
    let plain = '';
    const flush = (): void => {
      if (plain !== '') parts.push(text(plain));
      plain = '';
    };
    for (;;) {
      const c = this.peek();
      if (c === '') {
        if (end === '}') this.fail("missing '}'");
        break;
      }
      if (end === '' && this.startsProcess()) {
        flush();
        const direction = this.take() === '<' ? '<' : '>';
        this.take();
        parts.push({ type: 'process', direction, body: this.#nest(() => this.#parseInside(this)) });
        continue;
      }
      if (end === '' ? METACHARACTERS.includes(c) : c === end) break;
      this.take();
      if (marks && c === marks.character && !marks.at) {
        flush();
        marks.at = parts.length;
      } else if (c === '\\') {
        const next = this.source.charAt(this.position);
        flush();
        if (next !== '') {
          if (next === '\n') this.line++;
          this.position++;
        }
        this.wasQuoted = true;
        parts.push(text(next === '' ? '\\' : next, next !== ''));
      } else if (c === "'") {
        flush();
        this.wasQuoted = true;
        parts.push(text(this.singleQuoted(), true));
      } else if (c === '"') {
        flush();
        this.wasQuoted = true;
        this.#nest(() => this.#doubleQuoted(parts, '"'));
      } else if (c === '`' && !this.literalDollar) {
        flush();
        parts.push(this.#backquoted(false));
      } else if (c === '$') {
        flush();
        if (this.peek() === "'" && !this.literalDollar) {
          this.take();
          this.wasQuoted = true;
          parts.push(text(this.dollarQuoted(), true));
        } else parts.push(...this.#dollar(false));
      } else plain += c;
    }
    flush();
  }

  /** Reads to a closing quote (which is taken), to the brace of an outer substitution, or to the end ('': a here-document). */
  #doubleQuoted(parts: Part[], end: '"' | '}' | '', marks?: Marks): void {
    let plain = '';
    let inner = false;
    const before = parts.length;
    const flush = (): void => {
      if (plain !== '') parts.push(text(plain, true));
      plain = '';
    };
    for (;;) {
      const c = this.peek();
      if (c === '') {
        if (end === '"') this.unterminated();
        if (end === '}') this.fail("missing '}'");
        break;
      }
      if (c === end && !inner) {
        if (end === '"') this.take();
        break;
      }
      this.take();
      if (marks && c === marks.character && !marks.at) {
        flush();
        marks.at = parts.length;
      } else if (c === '"' && end === '}') inner = !inner;
      else if (c === '\\') {
        const next = this.source.charAt(this.position);
        const escapes =
          next === '$' ||
          next === '`' ||
          next === '\\' ||
          (next === '"' && end !== '') ||
          (next === '}' && end === '}');
        if (escapes) this.position++;
        plain += escapes ? next : '\\';
      } else if (c === '`') {
        flush();
        parts.push(this.#backquoted(true));
      } else if (c === '$') {
        flush();
        parts.push(...this.#dollar(true));
      } else plain += c;
    }
    flush();
    if (end === '"' && parts.length === before) parts.push(text('', true));
  }

  #backquoted(quoted: boolean): Part {
    let inside = '';
    const line = this.line;
    for (;;) {
      const c = this.source.charAt(this.position++);
      if (c === '') this.fail('EOF in backquote substitution');
      if (c === '`') break;
      if (c === '\n') this.line++;
      if (c === '\\') {
        const next = this.source.charAt(this.position++);
        if (next === '\n') continue;
        if (!(next === '\\' || next === '`' || next === '$' || (next === '"' && quoted))) inside += '\\';
        inside += next;
      } else inside += c;
    }
    return { type: 'command', body: this.#nest(() => this.#parseText(inside, line)), quoted };
  }

  /** What follows a dollar sign. */
  #dollar(quoted: boolean): Part[] {
    const c = this.peek();
    if (this.literalDollar) return [text('$', quoted)];
    if (c === '(') {
      this.take();
      if (this.peek() === '(') {
        this.take();
        return [{ type: 'arithmetic', expression: this.#nest(() => this.#arithmetic()), quoted }];
      }
      return [{ type: 'command', body: this.#nest(() => this.#parseInside(this)), quoted }];
    }
    if (c === '{') {
      this.take();
      return [this.#nest(() => this.#braced(quoted))];
    }
    if (isNameStart(c)) return [parameter(this.name(), quoted)];
    if (isDigit(c) || (c !== '' && SPECIAL_PARAMETERS.includes(c))) return [parameter(this.take(), quoted)];
    return [text('$', quoted)];
  }

  /** ${…} behind its brace. @source busybox shell/ash.c parsesub */
  #braced(quoted: boolean): Part {
    let operation: Operation = 'value';
    let name = '';
    let c = this.peek();
    if (c === '#') {
      this.take();
      const next = this.peek();
      if (next === '}' || (next !== '' && ':-+?=#%/'.includes(next) && this.source.charAt(this.position + 1) !== '}'))
        name = '#';
      else operation = 'length';
    }
    if (name === '') {
      c = this.peek();
      if (isNameStart(c)) name = this.name();
      else if (isDigit(c)) while (isDigit(this.peek())) name += this.take();
      else if (c !== '' && SPECIAL_PARAMETERS.includes(c)) name = this.take();
      else operation = 'bad';
    }
    if (operation === 'length' && this.peek() !== '}') operation = 'bad';
    let colon = false;
    let pattern = false;
    if (operation === 'value') {
      c = this.peek();
      if (c === '') this.fail("missing '}'");
      if (c === ':') {
        this.take();
        colon = '}-+?='.includes(this.peek()) && this.peek() !== '';
        operation = colon ? (this.peek() === '}' ? 'bad' : (this.take() as Operation)) : 'substring';
      } else if (c === '-' || c === '+' || c === '?' || c === '=') operation = this.take() as Operation;
      else if (c === '%' || c === '#' || c === '/') {
        this.take();
        const twice = this.peek() === c;
        if (twice) this.take();
        operation = (twice ? c + c : c) as Operation;
        pattern = true;
      } else if (c !== '}') operation = 'bad';
    }
    const marks: Marks | undefined =
      operation === '/' || operation === '//'
        ? { character: '/' }
        : operation === 'substring'
          ? { character: ':' }
          : undefined;
    const parts: Part[] = [];
    if (quoted && !pattern) this.#doubleQuoted(parts, '}', marks);
    else this.#unquoted(parts, '}', marks);
    this.take(); // the brace
    const at = marks?.at;
    return {
      type: 'parameter',
      name,
      operation,
      colon,
      operand: { parts: parts.slice(0, at) },
      second: at === undefined ? undefined : { parts: parts.slice(at) },
      quoted,
    };
  }

  /** $((…)) behind its parentheses: read as if in double quotes (a quote of its own is no arithmetic), parentheses counted. */
  #arithmetic(): Word {
    const parts: Part[] = [];
    let plain = '';
    let open = 0;
    const flush = (): void => {
      if (plain !== '') parts.push(text(plain, true));
      plain = '';
    };
    for (;;) {
      const c = this.peek();
      if (c === '') this.fail("missing '))'");
      this.take();
      if (c === '(') open++;
      else if (c === ')') {
        if (open > 0) open--;
        else if (this.peek() === ')') {
          this.take();
          break;
        }
      }
      if (c === '$') {
        flush();
        parts.push(...this.#dollar(true));
      } else if (c === '`') {
        flush();
        parts.push(this.#backquoted(true));
      } else plain += c;
    }
    flush();
    return { parts };
  }

  #nest<T>(inside: () => T): T {
    if (++this.#nested > MOST_NESTED) throw new RuntimeLimit('depth', MOST_NESTED);
    const result = inside();
    this.#nested--;
    return result;
  }
}

/** Where in the parts the first unquoted `character` stood. */
interface Marks {
  readonly character: '/' | ':';
  at?: number;
}
