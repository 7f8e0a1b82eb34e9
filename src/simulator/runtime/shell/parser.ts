import { RuntimeLimit } from '../runtime-limit.ts';
import { SPECIAL_BUILTINS } from './special-builtins.ts';
import { assignmentOf, isName, plainText, text, type Command, type Redirection, type Word } from './syntax.ts';
import { ANYWHERE, COMMAND_START, ENDS, NOTHING, TokenReader, type Reading, type Token } from './token-reader.ts';

/** Commands within commands. */
const MOST_NESTED = 60;

/**
 * Reads a script one complete command (a line, or more where a compound goes on) at a time,
 * so that the first lines run before an error further down is found, and aliases hold from the next line on.
 * @source busybox 1.35 shell/ash.c list, pipeline, parse_command, simplecmd
 */
export class Parser {
  readonly #tokens: TokenReader;
  #depth = 0;

  /** @param line - number of the first line */
  constructor(source: string, line: number, aliases: ReadonlyMap<string, string> = new Map()) {
    this.#tokens = new TokenReader(source, line, aliases, {
      substitution: () => this.#substitution(),
      backquoted: (inside, at) => new Parser(inside, at, aliases).#list('body'),
      hereDocument: (content, at) => new Parser(content, at, aliases).readHereDocument(),
    });
  }

  /** All that is left as what stands in a here-document. */
  readHereDocument = (): Word => this.#tokens.words.readHereDocument();

  /** The line being read. */
  get line(): number {
    return this.#tokens.words.line;
  }

  /** Whether the end was already seen: what was read last is the script's last command. */
  get atEnd(): boolean {
    return this.#tokens.pushedBack && this.#tokens.token === 'end of file';
  }

  /** The next complete command; nothing for an empty line; 'end' at the end. */
  next(): Command | undefined | 'end' {
    this.#tokens.pushedBack = false;
    let all: Command | undefined;
    for (;;) {
      const token = this.#tokens.read(COMMAND_START);
      if (token === 'newline') {
        this.#tokens.readHereDocuments();
        return all;
      }
      if (token === 'end of file') return this.#end(all) ?? 'end';
      this.#tokens.pushedBack = true;
      const [command, after] = this.#andOrWithEnd();
      all = all ? { type: 'list', left: all, right: command } : command;
      if (after === 'end of file') return this.#end(all);
      if (after === 'newline') this.#tokens.pushedBack = true;
      else if (after !== ';' && after !== '&') this.#tokens.unexpected();
    }
  }

  #end(all: Command | undefined): Command | undefined {
    this.#tokens.readHereDocuments();
    this.#tokens.pushedBack = true;
    this.#tokens.token = 'end of file';
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
      const token = this.#tokens.read(ANYWHERE);
      this.#tokens.pushedBack = true;
      if (token === 'end of file') {
        // what is expected next says that more was wanted
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
      if (after === 'newline') this.#tokens.readHereDocuments();
      else if (after !== ';' && after !== '&') {
        this.#tokens.pushedBack = true;
        break;
      }
    }
    this.#depth--;
    return all;
  }

  /** An and-or list with the token behind it; `&` puts it into the background. */
  #andOrWithEnd(): [Command, Token] {
    const command = this.#andOr();
    const after = this.#tokens.read(NOTHING);
    return [after === '&' ? { type: 'background', command } : command, after];
  }

  #andOr(): Command {
    let left = this.#pipeline();
    for (;;) {
      const token = this.#tokens.read(NOTHING);
      if (token !== '&&' && token !== '||') {
        this.#tokens.pushedBack = true;
        return left;
      }
      this.#expectMore();
      left = { type: token === '&&' ? 'and' : 'or', left, right: this.#pipeline() };
    }
  }

  /** Makes the next token be read as the start of a command on this or a later line. */
  #expectMore(): void {
    this.#tokens.read(ANYWHERE);
    this.#tokens.pushedBack = true;
  }

  #pipeline(): Command {
    const negated = this.#tokens.read(COMMAND_START) === '!';
    if (negated) this.#tokens.read(COMMAND_START);
    this.#tokens.pushedBack = true;
    const first = this.#command();
    const commands = [first];
    while (this.#tokens.read(NOTHING) === '|') {
      this.#expectMore();
      commands.push(this.#command());
    }
    this.#tokens.pushedBack = true;
    const pipeline: Command = commands.length > 1 ? { type: 'pipeline', commands } : first;
    return negated ? { type: 'not', command: pipeline } : pipeline;
  }

  #command(): Command {
    const line = this.#tokens.words.line;
    const token = this.#tokens.read(COMMAND_START);
    let command: Command;
    switch (token) {
      case 'if':
        command = this.#if();
        this.#tokens.expect('fi');
        break;
      case 'while':
      case 'until': {
        const test = this.#list('list');
        this.#tokens.expect('do');
        command = { type: token, test, body: this.#list('list') };
        this.#tokens.expect('done');
        break;
      }
      case 'for':
        command = this.#for(line);
        this.#tokens.expect('done');
        break;
      case 'case':
        command = this.#case(line);
        break;
      case '(':
        command = { type: 'subshell', command: this.#list('list'), redirections: [], line };
        this.#tokens.expect(')');
        break;
      case '{':
        command = this.#list('list');
        this.#tokens.expect('}');
        break;
      case 'word':
      case 'redirection':
      case 'function':
        this.#tokens.pushedBack = true;
        return this.#simple(line);
      default:
        this.#tokens.unexpected();
    }
    const redirections: Redirection[] = [];
    while (this.#tokens.read(COMMAND_START) === 'redirection') redirections.push(this.#tokens.redirectionTarget());
    this.#tokens.pushedBack = true;
    if (redirections.length === 0) return command;
    return command.type === 'subshell'
      ? { ...command, redirections }
      : { type: 'redirected', command, redirections, line };
  }

  #if(): Command {
    const test = this.#list('list');
    this.#tokens.expect('then');
    const then = this.#list('list');
    const token = this.#tokens.read(COMMAND_START);
    if (token === 'elif') return { type: 'if', test, then, otherwise: this.#if() };
    if (token === 'else') return { type: 'if', test, then, otherwise: this.#list('list') };
    this.#tokens.pushedBack = true;
    return { type: 'if', test, then, otherwise: undefined };
  }

  #for(line: number): Command {
    const isWord = this.#tokens.read(NOTHING) === 'word';
    const name = isWord && !this.#tokens.wordQuoted ? plainText(this.#tokens.word) : undefined;
    if (name === undefined || !isName(name)) this.#tokens.words.fail('bad for loop variable');
    let words: Word[] | undefined;
    if (this.#tokens.read(ANYWHERE) === 'in') {
      words = [];
      while (this.#tokens.read(NOTHING) === 'word') words.push(this.#tokens.word);
      if (this.#tokens.token !== 'newline' && this.#tokens.token !== ';') this.#tokens.unexpected();
      if (this.#tokens.token === 'newline') this.#tokens.readHereDocuments();
    } else if (this.#tokens.token !== ';') this.#tokens.pushedBack = true;
    if (this.#tokens.read(ANYWHERE) !== 'do') this.#tokens.unexpected('do');
    return { type: 'for', name, words, body: this.#list('list'), line };
  }

  #case(line: number): Command {
    if (this.#tokens.read(NOTHING) !== 'word') this.#tokens.unexpected('word');
    const subject = this.#tokens.word;
    if (this.#tokens.read(ANYWHERE) !== 'in') this.#tokens.unexpected('in');
    const cases: { patterns: Word[]; body: Command | undefined }[] = [];
    const reading: Reading = { newlines: true, keywords: true };
    let token = this.#tokens.read(reading);
    while (token !== 'esac') {
      if (token === '(') this.#tokens.read(NOTHING);
      const patterns: Word[] = [];
      for (;;) {
        patterns.push(this.#tokens.word);
        if (this.#tokens.read(NOTHING) !== '|') break;
        this.#tokens.read(NOTHING);
      }
      if (this.#tokens.token !== ')') this.#tokens.unexpected(')');
      cases.push({ patterns, body: this.#list('body') });
      token = this.#tokens.read(reading);
      if (token === 'esac') break;
      if (token !== ';;') this.#tokens.unexpected(';;');
      token = this.#tokens.read(reading);
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
      const token = this.#tokens.read(reading);
      if (token === 'function' && words.length === 0) {
        if (this.#tokens.read(NOTHING) !== 'word') this.#tokens.unexpected('word');
        functionKeyword = true;
      } else if ((token === '&&' || token === '||') && brackets) this.#tokens.word = { parts: [text(token)] };
      else if (token === 'redirection') {
        redirections.push(this.#tokens.redirectionTarget());
        continue;
      } else if (token === '(' && words.length === 1 && assignments.length === 0 && redirections.length === 0) {
        if (this.#tokens.read(NOTHING) !== ')') this.#tokens.unexpected(')');
        return this.#functionBody(words[0]!, line);
      } else if (token !== 'word') {
        this.#tokens.pushedBack = true;
        return { type: 'simple', line, assignments, words, redirections };
      }
      const assignment = words.length === 0 && !functionKeyword ? assignmentOf(this.#tokens.word) : undefined;
      if (assignment) assignments.push(assignment);
      else {
        const plain = plainText(this.#tokens.word);
        if (words.length === 0 && plain === '[[') brackets = true;
        else if (plain === ']]') brackets = false;
        words.push(this.#tokens.word);
        reading = NOTHING;
      }
      if (functionKeyword) {
        const after = this.#tokens.read({ newlines: true, keywords: true });
        if (after === '(') {
          if (this.#tokens.read(NOTHING) !== ')') this.#tokens.unexpected(')');
        } else if (['{', 'if', 'case', 'until', 'while', 'for'].includes(after)) this.#tokens.pushedBack = true;
        else this.#tokens.unexpected();
        return this.#functionBody(words[0]!, line);
      }
    }
  }

  #functionBody(word: Word, line: number): Command {
    const name = plainText(word);
    if (name === undefined || !isName(name) || SPECIAL_BUILTINS.has(name)) this.#tokens.words.fail('bad function name');
    this.#expectMore();
    return { type: 'function', name, body: this.#command(), line };
  }

  /** $(…) behind its opening parenthesis. */
  #substitution(): Command | undefined {
    return this.#tokens.aside(() => {
      const body = this.#list('body');
      if (this.#tokens.read(COMMAND_START) !== ')') this.#tokens.unexpected(')');
      return body;
    });
  }
}
