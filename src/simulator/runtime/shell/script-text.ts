import { unescape } from './escapes.ts';
import { ShellSyntaxError } from './syntax.ts';

export const isNameStart = (c: string): boolean => (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_';
export const isDigit = (c: string): boolean => c >= '0' && c <= '9';
const isInName = (c: string): boolean => isNameStart(c) || isDigit(c);

/** A script's characters, counted in lines, and the quotes in which nothing is expanded. */
export class ScriptText {
  source: string;
  position = 0;
  line: number;

  constructor(source: string, line: number) {
    this.source = source;
    this.line = line;
  }

  /** Whether <(…) or >(…) stands here. */
  startsProcess(): boolean {
    const c = this.peek();
    return (c === '<' || c === '>') && this.source.charAt(this.position + 1) === '(';
  }

  /** The next character, without backslash-newline; '' at the end. */
  peek(): string {
    while (this.source.charCodeAt(this.position) === 92 && this.source.charCodeAt(this.position + 1) === 10) {
      this.position += 2;
      this.line++;
    }
    return this.source.charAt(this.position);
  }

  take(): string {
    const c = this.peek();
    if (c === '\n') this.line++;
    this.position++;
    return c;
  }

  fail(message: string): never {
    throw new ShellSyntaxError(message, this.line);
  }

  singleQuoted(): string {
    const end = this.source.indexOf("'", this.position);
    if (end < 0) this.unterminated();
    const inside = this.source.slice(this.position, end);
    for (const c of inside) if (c === '\n') this.line++;
    this.position = end + 1;
    return inside;
  }

  unterminated(): never {
    for (const c of this.source.slice(this.position)) if (c === '\n') this.line++;
    this.fail('unterminated quoted string');
  }

  /** $'…' with C's escapes. */
  dollarQuoted(): string {
    let inside = '';
    for (;;) {
      const c = this.source.charAt(this.position++);
      if (c === '') this.unterminated();
      if (c === "'") return inside;
      if (c === '\n') this.line++;
      if (c !== '\\') {
        inside += c;
        continue;
      }
      // unlike printf, the shell knows no \e here
      const sequence = this.source.slice(this.position, this.position + 4);
      const first = sequence.charAt(0);
      const [character, length] =
        first === "'" || first === '"' ? [first, 1] : first === 'e' ? ['\\', 0] : unescape(sequence);
      inside += character;
      this.position += length;
    }
  }

  name(): string {
    let name = '';
    while (isInName(this.peek())) name += this.take();
    return name;
  }
}
