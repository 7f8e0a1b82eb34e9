import { plainText, text, ShellSyntaxError, type Command, type Redirection, type Word } from './syntax.ts';
import { WordReader } from './word-reader.ts';

const KEYWORDS = [
  '!',
  'case',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'fi',
  'for',
  'function',
  'if',
  'in',
  'then',
  'until',
  'while',
  '{',
  '}',
] as const;
type Keyword = (typeof KEYWORDS)[number];
export const isKeyword = (word: string): word is Keyword => (KEYWORDS as readonly string[]).includes(word);

export type Token =
  'end of file' | 'newline' | 'redirection' | 'word' | ';' | '&' | '&&' | '||' | '|' | '(' | ')' | ';;' | Keyword;

/** Tokens that end a list of commands. */
export const ENDS: ReadonlySet<Token> = new Set<Token>([
  'end of file',
  ')',
  ';;',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'fi',
  'then',
  '}',
]);
const UNNAMED: ReadonlySet<Token> = new Set<Token>(['end of file', 'newline', 'redirection', 'word']);

/** What the next token may be: newlines skipped, keywords known, aliases replaced. */
export interface Reading {
  readonly newlines?: true;
  readonly keywords?: true;
  readonly aliases?: true;
}
export const COMMAND_START: Reading = { keywords: true, aliases: true };
export const ANYWHERE: Reading = { newlines: true, keywords: true, aliases: true };
export const NOTHING: Reading = {};

/** What is read by rules of its own within a word or a line. */
interface Nested {
  /** $(…) behind its opening parenthesis. */
  readonly substitution: () => Command | undefined;
  /** What stands between backquotes. */
  readonly backquoted: (inside: string, line: number) => Command | undefined;
  readonly hereDocument: (content: string, line: number) => Word;
}

/**
 * The tokens of a script, as what stands before them lets them be read: the same word is a keyword here and an argument
 * there. @source busybox 1.35 shell/ash.c readtoken, xxreadtoken, parseheredoc
 */
export class TokenReader {
  readonly words: WordReader;
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #nested: Nested;
  /** Aliases that are being read: where the text of each ends, and whether the word behind it may be one too. */
  readonly #inUse: { readonly name: string; end: number; readonly goesOn: boolean }[] = [];
  token: Token = 'newline';
  /** Whether `token` is to be read again. */
  pushedBack = false;
  word: Word = { parts: [] };
  wordQuoted = false;
  #redirection: { readonly fd: number | undefined; readonly operator: string } = { fd: undefined, operator: '' };
  #hereDocuments: {
    readonly body: { word: Word };
    readonly delimiter: string;
    readonly quoted: boolean;
    readonly stripTabs: boolean;
  }[] = [];

  /** @param line - number of the first line */
  constructor(source: string, line: number, aliases: ReadonlyMap<string, string>, nested: Nested) {
    this.#aliases = aliases;
    this.#nested = nested;
    this.words = new WordReader(source, line, nested.substitution, nested.backquoted);
  }

  /** Reads something in the middle of a word; what was read before it stays as it was. */
  aside<T>(read: () => T): T {
    const { token, pushedBack, word, wordQuoted } = this;
    const [redirection, documents, quoted] = [this.#redirection, this.#hereDocuments, this.words.wasQuoted];
    this.pushedBack = false;
    this.#hereDocuments = [];
    const result = read();
    this.token = token;
    this.pushedBack = pushedBack;
    this.word = word;
    this.wordQuoted = wordQuoted;
    this.#redirection = redirection;
    this.#hereDocuments = [...documents, ...this.#hereDocuments];
    this.words.wasQuoted = quoted;
    return result;
  }

  redirectionTarget(): Redirection {
    const { fd, operator } = this.#redirection;
    const output = operator.startsWith('>');
    const number = fd ?? (output || operator === '&>' ? 1 : 0);
    this.words.literalDollar = operator.startsWith('<<');
    const token = this.read(NOTHING);
    this.words.literalDollar = false;
    if (token !== 'word') this.unexpected();
    const target = this.word;
    switch (operator) {
      case '<<':
      case '<<-': {
        const body: { word: Word } = { word: { parts: [] } };
        const delimiter = target.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
        this.#hereDocuments.push({ body, delimiter, quoted: this.wordQuoted, stripTabs: operator === '<<-' });
        return { fd: number, type: 'here', body };
      }
      case '>&':
      case '<&': {
        const plain = plainText(target);
        if (plain === '-') return { fd: number, type: 'dup', from: 'close' };
        if (plain !== undefined && /^\d{1,9}$/.test(plain)) return { fd: number, type: 'dup', from: Number(plain) };
        return { fd: number, type: 'dup-word', target, output };
      }
      default:
        return { fd: number, type: operator as '>', target };
    }
  }

  expect(token: Token): void {
    if (this.read(COMMAND_START) !== token) this.unexpected(token);
  }

  unexpected(expected?: Token): never {
    const named = (token: Token): string => (UNNAMED.has(token) ? token : `"${token}"`);
    throw new ShellSyntaxError(
      `unexpected ${named(this.token)}${expected ? ` (expecting ${named(expected)})` : ''}`,
      this.words.line,
    );
  }

  read(reading: Reading): Token {
    if (this.pushedBack) {
      this.pushedBack = false;
      if (
        !(reading.newlines && this.token === 'newline') &&
        !(this.token === 'word' && (reading.keywords || reading.aliases))
      )
        return this.token;
      if (this.token === 'word') return this.#recognize(reading) ? this.read(reading) : this.token;
    }
    for (;;) {
      this.token = this.#scan();
      if (this.token === 'newline' && reading.newlines) {
        this.readHereDocuments();
        continue;
      }
      if (this.token === 'word' && this.#recognize(reading)) continue;
      return this.token;
    }
  }

  /** Turns a word into a keyword; true when it was an alias whose text is now to be read. */
  #recognize(reading: Reading): boolean {
    const reader = this.words;
    let goesOn = reading.aliases;
    while (this.#inUse.length > 0 && this.#inUse.at(-1)!.end < reader.position)
      if (this.#inUse.pop()!.goesOn) goesOn = true;
    if (this.wordQuoted) return false;
    const plain = plainText(this.word);
    if (plain === undefined) return false;
    if (reading.keywords && isKeyword(plain)) {
      this.token = plain;
      return false;
    }
    const value = goesOn ? this.#aliases.get(plain) : undefined;
    if (value === undefined || this.#inUse.some(({ name }) => name === plain)) return false;
    for (const alias of this.#inUse) alias.end += value.length - reader.position;
    reader.source = value + reader.source.slice(reader.position);
    reader.position = 0;
    this.#inUse.push({ name: plain, end: value.length, goesOn: /[ \t]$/.test(value) });
    return true;
  }

  #scan(): Token {
    const reader = this.words;
    for (;;) {
      const c = reader.peek();
      switch (c) {
        case ' ':
        case '\t':
          reader.take();
          continue;
        case '#': {
          const end = reader.source.indexOf('\n', reader.position);
          reader.position = end < 0 ? reader.source.length : end;
          continue;
        }
        case '\n':
          reader.take();
          return 'newline';
        case '':
          return 'end of file';
        case '&':
          reader.take();
          if (reader.peek() === '&') return this.#taken('&&');
          if (reader.peek() === '>') {
            reader.take();
            this.#redirection = { fd: undefined, operator: '&>' };
            return 'redirection';
          }
          return '&';
        case '|':
          reader.take();
          return reader.peek() === '|' ? this.#taken('||') : '|';
        case ';':
          reader.take();
          return reader.peek() === ';' ? this.#taken(';;') : ';';
        case '(':
        case ')':
          reader.take();
          return c;
        default: {
          if ((c === '<' || c === '>') && !reader.startsProcess()) return this.#redirect(undefined);
          this.word = reader.readWord();
          this.wordQuoted = reader.wasQuoted;
          const next = reader.peek();
          if ((next === '<' || next === '>') && !this.wordQuoted) {
            const plain = plainText(this.word);
            if (plain !== undefined && /^\d{1,9}$/.test(plain)) return this.#redirect(Number(plain));
          }
          return 'word';
        }
      }
    }
  }

  #taken(token: Token): Token {
    this.words.take();
    return token;
  }

  #redirect(fd: number | undefined): Token {
    const reader = this.words;
    let operator = reader.take();
    const next = reader.peek();
    if (operator === '>' && (next === '>' || next === '|' || next === '&')) operator += reader.take();
    else if (operator === '<' && (next === '<' || next === '>' || next === '&')) {
      operator += reader.take();
      if (operator === '<<' && reader.peek() === '-') operator += reader.take();
    }
    this.#redirection = { fd, operator };
    return 'redirection';
  }

  /** The bodies of the here-documents of the line that has just ended. */
  readHereDocuments(): void {
    const documents = this.#hereDocuments;
    this.#hereDocuments = [];
    const reader = this.words;
    for (const { body, delimiter, quoted, stripTabs } of documents) {
      const first = reader.line;
      let content = '';
      let continued = false;
      while (reader.position < reader.source.length) {
        const end = reader.source.indexOf('\n', reader.position);
        let line = reader.source.slice(reader.position, end < 0 ? undefined : end);
        reader.position = end < 0 ? reader.source.length : end + 1;
        if (end >= 0) reader.line++;
        if (stripTabs && !continued) line = line.replace(/^\t+/, '');
        if (!continued && line === delimiter) break;
        content += end < 0 ? line : `${line}\n`;
        continued = !quoted && (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;
      }
      body.word = quoted ? { parts: [text(content, true)] } : this.#nested.hereDocument(content, first);
    }
  }
}
