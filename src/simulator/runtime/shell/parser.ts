import { RuntimeLimit } from '../runtime-limit.ts';
import { isName, plainText, text, ShellSyntaxError, type Command, type Redirection, type Word } from './syntax.ts';
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
type Token =
  'end of file' | 'newline' | 'redirection' | 'word' | ';' | '&' | '&&' | '||' | '|' | '(' | ')' | ';;' | Keyword;

/** Tokens that end a list of commands. */
const ENDS: ReadonlySet<Token> = new Set<Token>([
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
/** Builtins that no function may be named as. @source POSIX 2.14 */
export const SPECIAL_BUILTINS: ReadonlySet<string> = new Set([
  '.',
  ':',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'source',
  'times',
  'trap',
  'unset',
]);
/** Commands within commands. */
const MOST_NESTED = 60;

/** What the next token may be: newlines skipped, keywords known, aliases replaced. */
interface Reading {
  readonly newlines?: true;
  readonly keywords?: true;
  readonly aliases?: true;
}
const COMMAND_START: Reading = { keywords: true, aliases: true };
const ANYWHERE: Reading = { newlines: true, keywords: true, aliases: true };
const NOTHING: Reading = {};

/**
 * Reads a script one complete command (a line, or more where a compound goes on) at a time,
 * so that the first lines run before an error further down is found, and aliases hold from the next line on.
 * @source busybox 1.35 shell/ash.c list, pipeline, parse_command, simplecmd
 */
export class Parser {
  readonly #reader: WordReader;
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #inUse: { readonly name: string; readonly end: number }[] = [];
  #token: Token = 'newline';
  #pushedBack = false;
  #word: Word = { parts: [] };
  #wordQuoted = false;
  #redirection: { readonly fd: number | undefined; readonly operator: string } = { fd: undefined, operator: '' };
  #hereDocuments: {
    readonly body: { word: Word };
    readonly delimiter: string;
    readonly quoted: boolean;
    readonly stripTabs: boolean;
  }[] = [];
  #depth = 0;

  /** @param line - number of the first line */
  constructor(source: string, line: number, aliases: ReadonlyMap<string, string> = new Map()) {
    this.#aliases = aliases;
    this.#reader = new WordReader(
      source,
      line,
      () => this.#substitution(),
      (inside, at) => new Parser(inside, at, aliases).#list('body'),
    );
  }

  /** The line being read. */
  get line(): number {
    return this.#reader.line;
  }

  /** Whether the end was already seen: what was read last is the script's last command. */
  get atEnd(): boolean {
    return this.#pushedBack && this.#token === 'end of file';
  }

  /** The next complete command; nothing for an empty line; 'end' at the end. */
  next(): Command | undefined | 'end' {
    this.#pushedBack = false;
    return this.#topLevel();
  }

  #topLevel(): Command | undefined | 'end' {
    let all: Command | undefined;
    for (;;) {
      const token = this.#read(COMMAND_START);
      if (token === 'newline') {
        this.#readHereDocuments();
        return all;
      }
      if (token === 'end of file') return this.#end(all) ?? 'end';
      this.#pushedBack = true;
      const [command, after] = this.#andOrWithEnd();
      all = all ? { type: 'list', left: all, right: command } : command;
      if (after === 'end of file') return this.#end(all);
      if (after === 'newline') this.#pushedBack = true;
      else if (after !== ';' && after !== '&') this.#unexpected();
    }
  }

  #end(all: Command | undefined): Command | undefined {
    this.#readHereDocuments();
    this.#pushedBack = true;
    this.#token = 'end of file';
    return all;
  }

  /** A list inside something. `body` may be empty (case, $(…)), `list` not. */
  #list(kind: 'list'): Command;
  #list(kind: 'body'): Command | undefined;
  #list(kind: 'list' | 'body'): Command | undefined {
    if (++this.#depth > MOST_NESTED) throw new RuntimeLimit('depth', MOST_NESTED);
    let all: Command | undefined;
    let mayEnd = kind === 'body';
    for (;;) {
      const token = this.#read(ANYWHERE);
      this.#pushedBack = true;
      if (token === 'end of file' && (all || mayEnd)) {
        this.#end(all);
        break;
      }
      if (mayEnd && ENDS.has(token)) break;
      mayEnd = true;
      const [command, after] = this.#andOrWithEnd();
      all = all ? { type: 'list', left: all, right: command } : command;
      if (after === 'end of file') {
        this.#end(all);
        break;
      }
      if (after === 'newline') this.#readHereDocuments();
      else if (after !== ';' && after !== '&') {
        this.#pushedBack = true;
        break;
      }
    }
    this.#depth--;
    return all;
  }

  /** An and-or list with the token behind it; `&` puts it into the background. */
  #andOrWithEnd(): [Command, Token] {
    const command = this.#andOr();
    const after = this.#read(NOTHING);
    return [after === '&' ? { type: 'background', command } : command, after];
  }

  #andOr(): Command {
    let left = this.#pipeline();
    for (;;) {
      const token = this.#read(NOTHING);
      if (token !== '&&' && token !== '||') {
        this.#pushedBack = true;
        return left;
      }
      this.#expectMore();
      left = { type: token === '&&' ? 'and' : 'or', left, right: this.#pipeline() };
    }
  }

  /** Makes the next token be read as the start of a command on this or a later line. */
  #expectMore(): void {
    this.#read(ANYWHERE);
    this.#pushedBack = true;
  }

  #pipeline(): Command {
    const negated = this.#read(COMMAND_START) === '!';
    if (negated) {
      this.#read(COMMAND_START);
    }
    this.#pushedBack = true;
    const first = this.#command();
    const commands = [first];
    while (this.#read(NOTHING) === '|') {
      this.#expectMore();
      commands.push(this.#command());
    }
    this.#pushedBack = true;
    const pipeline: Command = commands.length > 1 ? { type: 'pipeline', commands } : first;
    return negated ? { type: 'not', command: pipeline } : pipeline;
  }

  #command(): Command {
    const line = this.#reader.line;
    const token = this.#read(COMMAND_START);
    let command: Command;
    switch (token) {
      case 'if':
        command = this.#if();
        this.#expect('fi');
        break;
      case 'while':
      case 'until': {
        const test = this.#list('list');
        this.#expect('do');
        command = { type: token, test, body: this.#list('list') };
        this.#expect('done');
        break;
      }
      case 'for':
        command = this.#for(line);
        this.#expect('done');
        break;
      case 'case':
        command = this.#case(line);
        break;
      case '(':
        command = { type: 'subshell', command: this.#list('list'), redirections: [], line };
        this.#expect(')');
        break;
      case '{':
        command = this.#list('list');
        this.#expect('}');
        break;
      case 'word':
      case 'redirection':
      case 'function':
        this.#pushedBack = true;
        return this.#simple(line);
      default:
        this.#unexpected();
    }
    const redirections: Redirection[] = [];
    while (this.#read(COMMAND_START) === 'redirection') redirections.push(this.#redirectionTarget());
    this.#pushedBack = true;
    if (redirections.length === 0) return command;
    return command.type === 'subshell'
      ? { ...command, redirections }
      : { type: 'redirected', command, redirections, line };
  }

  #if(): Command {
    const test = this.#list('list');
    this.#expect('then');
    const then = this.#list('list');
    const token = this.#read(COMMAND_START);
    if (token === 'elif') return { type: 'if', test, then, otherwise: this.#if() };
    if (token === 'else') return { type: 'if', test, then, otherwise: this.#list('list') };
    this.#pushedBack = true;
    return { type: 'if', test, then, otherwise: undefined };
  }

  #for(line: number): Command {
    const isWord = this.#read(NOTHING) === 'word';
    const name = isWord && !this.#wordQuoted ? plainText(this.#word) : undefined;
    if (name === undefined || !isName(name)) this.#reader.fail('bad for loop variable');
    let words: Word[] | undefined;
    if (this.#read(ANYWHERE) === 'in') {
      words = [];
      while (this.#read(NOTHING) === 'word') words.push(this.#word);
      if (this.#token !== 'newline' && this.#token !== ';') this.#unexpected();
      if (this.#token === 'newline') this.#readHereDocuments();
    } else if (this.#token !== ';') this.#pushedBack = true;
    if (this.#read(ANYWHERE) !== 'do') this.#unexpected('do');
    return { type: 'for', name, words, body: this.#list('list'), line };
  }

  #case(line: number): Command {
    if (this.#read(NOTHING) !== 'word') this.#unexpected('word');
    const subject = this.#word;
    if (this.#read(ANYWHERE) !== 'in') this.#unexpected('in');
    const cases: { patterns: Word[]; body: Command | undefined }[] = [];
    const reading: Reading = { newlines: true, keywords: true };
    let token = this.#read(reading);
    while (token !== 'esac') {
      if (token === '(') this.#read(NOTHING);
      const patterns: Word[] = [];
      for (;;) {
        patterns.push(this.#word);
        if (this.#read(NOTHING) !== '|') break;
        this.#read(NOTHING);
      }
      if (this.#token !== ')') this.#unexpected(')');
      cases.push({ patterns, body: this.#list('body') });
      token = this.#read(reading);
      if (token === 'esac') break;
      if (token !== ';;') this.#unexpected(';;');
      token = this.#read(reading);
    }
    return { type: 'case', subject, cases, line };
  }

  #simple(line: number): Command {
    const assignments: { name: string; value: Word }[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    let reading: Reading = { aliases: true };
    let brackets = false;
    let functionKeyword = false;
    for (;;) {
      const token = this.#read(reading);
      if (token === 'function' && words.length === 0) {
        if (this.#read(NOTHING) !== 'word') this.#unexpected('word');
        functionKeyword = true;
      } else if ((token === '&&' || token === '||') && brackets) this.#word = { parts: [text(token)] };
      else if (token === 'redirection') {
        redirections.push(this.#redirectionTarget());
        continue;
      } else if (token === '(' && words.length === 1 && assignments.length === 0 && redirections.length === 0) {
        if (this.#read(NOTHING) !== ')') this.#unexpected(')');
        return this.#functionBody(words[0]!, line);
      } else if (token !== 'word') {
        this.#pushedBack = true;
        return { type: 'simple', line, assignments, words, redirections };
      }
      const assignment = words.length === 0 && !functionKeyword ? assignmentOf(this.#word) : undefined;
      if (assignment) assignments.push(assignment);
      else {
        const plain = plainText(this.#word);
        if (words.length === 0 && plain === '[[') brackets = true;
        else if (plain === ']]') brackets = false;
        words.push(this.#word);
        reading = NOTHING;
      }
      if (functionKeyword) {
        const after = this.#read({ newlines: true, keywords: true });
        if (after === '(') {
          if (this.#read(NOTHING) !== ')') this.#unexpected(')');
        } else if (['{', 'if', 'case', 'until', 'while', 'for'].includes(after)) this.#pushedBack = true;
        else this.#unexpected();
        return this.#functionBody(words[0]!, line);
      }
    }
  }

  #functionBody(word: Word, line: number): Command {
    const name = plainText(word);
    if (name === undefined || !isName(name) || SPECIAL_BUILTINS.has(name)) this.#reader.fail('bad function name');
    this.#expectMore();
    return { type: 'function', name, body: this.#command(), line };
  }

  #redirectionTarget(): Redirection {
    const { fd, operator } = this.#redirection;
    const output = operator.startsWith('>');
    const number = fd ?? (output || operator === '&>' ? 1 : 0);
    this.#reader.literalDollar = operator.startsWith('<<');
    const token = this.#read(NOTHING);
    this.#reader.literalDollar = false;
    if (token !== 'word') this.#unexpected();
    const target = this.#word;
    switch (operator) {
      case '<<':
      case '<<-': {
        const body: { word: Word } = { word: { parts: [] } };
        const delimiter = target.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
        this.#hereDocuments.push({ body, delimiter, quoted: this.#wordQuoted, stripTabs: operator === '<<-' });
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

  /** $(…) behind its opening parenthesis. */
  #substitution(): Command | undefined {
    const saved = {
      token: this.#token,
      pushedBack: this.#pushedBack,
      word: this.#word,
      quoted: this.#wordQuoted,
      redirection: this.#redirection,
      documents: this.#hereDocuments,
      wasQuoted: this.#reader.wasQuoted,
    };
    this.#pushedBack = false;
    this.#hereDocuments = [];
    const body = this.#list('body');
    if (this.#read(COMMAND_START) !== ')') this.#unexpected(')');
    this.#token = saved.token;
    this.#pushedBack = saved.pushedBack;
    this.#word = saved.word;
    this.#wordQuoted = saved.quoted;
    this.#redirection = saved.redirection;
    this.#hereDocuments = [...saved.documents, ...this.#hereDocuments];
    this.#reader.wasQuoted = saved.wasQuoted;
    return body;
  }

  #expect(token: Token): void {
    if (this.#read(COMMAND_START) !== token) this.#unexpected(token);
  }

  #unexpected(expected?: Token): never {
    const named = (token: Token): string => (UNNAMED.has(token) ? token : `"${token}"`);
    throw new ShellSyntaxError(
      `unexpected ${named(this.#token)}${expected ? ` (expecting ${named(expected)})` : ''}`,
      this.#reader.line,
    );
  }

  #read(reading: Reading): Token {
    if (this.#pushedBack) {
      this.#pushedBack = false;
      if (
        !(reading.newlines && this.#token === 'newline') &&
        !(this.#token === 'word' && (reading.keywords || reading.aliases))
      )
        return this.#token;
      if (this.#token === 'word') return this.#recognize(reading) ? this.#read(reading) : this.#token;
    }
    for (;;) {
      this.#token = this.#scan();
      if (this.#token === 'newline' && reading.newlines) {
        this.#readHereDocuments();
        continue;
      }
      if (this.#token === 'word' && this.#recognize(reading)) continue;
      return this.#token;
    }
  }

  /** Turns a word into a keyword; true when it was an alias whose text is now to be read. */
  #recognize(reading: Reading): boolean {
    if (this.#wordQuoted) return false;
    const plain = plainText(this.#word);
    if (plain === undefined) return false;
    if (reading.keywords && (KEYWORDS as readonly string[]).includes(plain)) {
      this.#token = plain as Keyword;
      return false;
    }
    const value = reading.aliases ? this.#aliases.get(plain) : undefined;
    const reader = this.#reader;
    while (this.#inUse.length > 0 && this.#inUse.at(-1)!.end < reader.position) this.#inUse.pop();
    if (value === undefined || this.#inUse.some(({ name }) => name === plain)) return false;
    reader.source = value + reader.source.slice(reader.position);
    reader.position = 0;
    this.#inUse.push({ name: plain, end: value.length });
    return true;
  }

  #scan(): Token {
    const reader = this.#reader;
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
        case '<':
        case '>':
          return this.#redirect(undefined);
        default: {
          this.#word = reader.readWord();
          this.#wordQuoted = reader.wasQuoted;
          const next = reader.peek();
          if ((next === '<' || next === '>') && !this.#wordQuoted) {
            const plain = plainText(this.#word);
            if (plain !== undefined && /^\d{1,9}$/.test(plain)) return this.#redirect(Number(plain));
          }
          return 'word';
        }
      }
    }
  }

  #taken(token: Token): Token {
    this.#reader.take();
    return token;
  }

  #redirect(fd: number | undefined): Token {
    const reader = this.#reader;
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
  #readHereDocuments(): void {
    const documents = this.#hereDocuments;
    this.#hereDocuments = [];
    const reader = this.#reader;
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
      body.word = quoted
        ? { parts: [text(content, true)] }
        : new Parser(content, first, this.#aliases).#reader.readHereDocument();
    }
  }
}

/** NAME=value at the start of a command. */
function assignmentOf(word: Word): { name: string; value: Word } | undefined {
  const [first, ...rest] = word.parts;
  if (first?.type !== 'text' || first.quoted) return undefined;
  const equals = first.text.indexOf('=');
  if (equals <= 0) return undefined;
  const name = first.text.slice(0, equals);
  if (!isName(name)) return undefined;
  const value = first.text.slice(equals + 1);
  return { name, value: { parts: value === '' ? rest : [text(value), ...rest] } };
}
