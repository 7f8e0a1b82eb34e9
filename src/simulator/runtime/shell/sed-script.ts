import { compileRegex, type Regex } from './regex.ts';

export type Address =
  | { readonly type: 'line'; readonly line: number }
  | { readonly type: 'last' }
  /** Nothing between the slashes: the last one used. */
  | { readonly type: 'regex'; readonly regex: Regex | undefined }
  | { readonly type: 'plus'; readonly count: number };

export interface SedCommand {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  readonly name: string;
  /** Text of a, i, c; replacement of s; file of r, w; label; exit code. */
  readonly text: string;
  readonly regex?: Regex | undefined;
  readonly flags?: {
    readonly which: number;
    readonly print: boolean;
    readonly file: string | undefined;
  };
  readonly map?: ReadonlyMap<string, string>;
  /** Where { } and branches go: the command before the next one. */
  jump: number;
}

export class BadScript {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Reads a script. @source busybox 1.35 editors/sed.c parse_cmd_args, get_address */
export function parseSed(script: string, extended: boolean): readonly SedCommand[] {
  const reader = new Reader(script, extended);
  const commands: SedCommand[] = [];
  const blocks: SedCommand[] = [];
  const labels = new Map<string, number>();
  for (let command = reader.next(); command; command = reader.next()) {
    if (command.name === ':') labels.set(command.text, commands.length - 1);
    else if (command.name === '}') {
      const open = blocks.pop();
      if (open) open.jump = commands.length - 1;
    } else {
      commands.push(command);
      if (command.name === '{') blocks.push(command);
    }
  }
  for (const open of blocks) open.jump = commands.length - 1; // a block without its end goes to the script's
  for (const command of commands)
    if ('btT'.includes(command.name)) {
      const target = command.text === '' ? commands.length : labels.get(command.text);
      if (target === undefined) throw new BadScript(`can't find label for jump to '${command.text}'`);
      command.jump = target;
    }
  return commands;
}

/** Letters behind a backslash in an inserted text. @source busybox 1.35 editors/sed.c copy_parsing_escapes */
const INSERTED_ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

class Reader {
  readonly #script: string;
  readonly #extended: boolean;
  #at = 0;

  constructor(script: string, extended: boolean) {
    this.#script = script;
    this.#extended = extended;
  }

  #peek(): string {
    return this.#script.charAt(this.#at);
  }

  #skip(characters: string): void {
    while (this.#peek() !== '' && characters.includes(this.#peek())) this.#at++;
  }

  next(): SedCommand | undefined {
    this.#skip(' \t\n;');
    if (this.#peek() === '#') {
      while (this.#peek() !== '' && this.#peek() !== '\n') this.#at++;
      return this.next();
    }
    if (this.#peek() === '') return undefined;
    const from = this.#address();
    let to: Address | undefined;
    this.#skip(' \t');
    if (from && this.#peek() === ',') {
      this.#at++;
      this.#skip(' \t');
      if (this.#peek() === '+') {
        this.#at++;
        to = { type: 'plus', count: this.#number() };
      } else to = this.#address();
      if (!to) throw new BadScript('no address after comma');
    }
    this.#skip(' \t');
    let negated = false;
    while (this.#peek() === '!') {
      negated = true;
      this.#at++;
      this.#skip(' \t');
    }
    const name = this.#peek();
    if (name === '') throw new BadScript('missing command');
    this.#at++;
    if (to && 'air'.includes(name)) throw new BadScript(`command '${name}' uses only one address`);
    return { from, to, negated, name, jump: 0, ...this.#arguments(name) };
  }

  #number(): number {
    const digits = /^\d{1,9}/.exec(this.#script.slice(this.#at, this.#at + 9))?.[0] ?? '';
    this.#at += digits.length;
    return Number(digits || '0');
  }

  #address(): Address | undefined {
    const c = this.#peek();
    if (c >= '0' && c <= '9') {
      return { type: 'line', line: this.#number() };
    }
    if (c === '$') {
      this.#at++;
      return { type: 'last' };
    }
    if (c !== '/' && c !== '\\') return undefined;
    this.#at++;
    const delimiter = c === '/' ? '/' : this.#script.charAt(this.#at++);
    const pattern = this.#upTo(delimiter, 'pattern');
    let ignoreCase = false;
    if (this.#peek() === 'I') {
      ignoreCase = true;
      this.#at++;
    }
    return { type: 'regex', regex: this.#regex(pattern, ignoreCase) };
  }

  #regex(pattern: string, ignoreCase: boolean): Regex | undefined {
    if (pattern === '') return undefined;
    const regex = compileRegex(pattern, { extended: this.#extended, ignoreCase });
    if (typeof regex === 'string') throw new BadScript(`bad regex '${pattern}': ${regex}`);
    return regex;
  }

  /** Characters up to a delimiter, which is taken; a backslash before it makes it plain. */
  #upTo(delimiter: string, kind: 'pattern' | 'replacement'): string {
    let text = '';
    let inSet = false;
    for (;;) {
      const c = this.#script.charAt(this.#at++);
      if (c === '') throw new BadScript(`unmatched '${delimiter}'`);
      if (c === '\\' && !inSet) {
        const next = this.#script.charAt(this.#at++);
        text +=
          next === delimiter && next !== '&'
            ? kind === 'pattern' && '.*[]^$+?(){}|'.includes(next)
              ? `\\${next}`
              : next
            : next === 'n' && kind === 'pattern'
              ? '\n'
              : next === 't' && kind === 'pattern'
                ? '\t'
                : `\\${next}`;
        continue;
      }
      if (kind === 'pattern' && c === '[' && !inSet) {
        inSet = true;
        text += c;
        if (this.#peek() === '^') text += this.#script.charAt(this.#at++);
        if (this.#peek() === ']') text += this.#script.charAt(this.#at++);
        continue;
      }
      if (c === ']') inSet = false;
      if (c === delimiter && !inSet) return text;
      text += c;
    }
  }

  #rest(): string {
    const end = this.#script.indexOf('\n', this.#at);
    const text = this.#script.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#script.length : end;
    return text;
  }

  #arguments(name: string): Pick<SedCommand, 'text'> & Partial<SedCommand> {
    switch (name) {
      case 's':
        return this.#substitution();
      case 'y': {
        const delimiter = this.#script.charAt(this.#at++);
        const unescape = (text: string): string[] => [...text.replace(/\\n/g, '\n').replace(/\\\\/g, '\\')];
        const [from, to] = [
          unescape(this.#upTo(delimiter, 'replacement')),
          unescape(this.#upTo(delimiter, 'replacement')),
        ];
        return { text: '', map: new Map(from.slice(0, to.length).map((c, i) => [c, to[i]!])) };
      }
      case 'a':
      case 'i':
      case 'c':
        return { text: this.#insertedText() };
      case 'r':
      case 'w':
        this.#skip(' \t');
        return { text: this.#rest() };
      case ':':
      case 'b':
      case 't':
      case 'T': {
        this.#skip(' \t');
        const label = /^[^;\n}]*/.exec(this.#script.slice(this.#at))?.[0] ?? '';
        this.#at += label.length;
        return { text: label.trim() };
      }
      case '{':
        return { text: '' };
      default:
        if (!'=dDgGhHlnNpPqQx}'.includes(name)) throw new BadScript(`unsupported command ${name}`);
        return { text: '' };
    }
  }

  /** a text, or a\ and the text on the next lines; a backslash at a line's end goes on. */
  #insertedText(): string {
    this.#skip(' \t');
    if (this.#peek() === '\\') {
      this.#at++;
      if (this.#peek() === '\n') this.#at++;
    }
    let text = '';
    for (;;) {
      const c = this.#script.charAt(this.#at);
      if (c === '' || c === '\n') return text;
      this.#at++;
      if (c === '\\') {
        const escaped = this.#script.charAt(this.#at);
        text += INSERTED_ESCAPES[escaped] ?? escaped;
        this.#at++;
      } else text += c;
    }
  }

  #substitution(): Pick<SedCommand, 'text'> & Partial<SedCommand> {
    const delimiter = this.#script.charAt(this.#at++);
    if (delimiter === '' || delimiter === '\n' || delimiter === '\\')
      throw new BadScript('bad format in substitution expression');
    const pattern = this.#upTo(delimiter, 'pattern');
    const text = this.#upTo(delimiter, 'replacement');
    let which = 1;
    let print = false;
    let ignoreCase = false;
    let file: string | undefined;
    for (;;) {
      const c = this.#peek();
      if (c >= '1' && c <= '9') {
        which = this.#number();
        continue;
      }
      if (c === 'g')
        which = 0; // all, whatever number stood before it
      else if (c === 'p') print = true;
      else if (c === 'i' || c === 'I') ignoreCase = true;
      else if (c === 'w') {
        this.#at++;
        this.#skip(' \t');
        file = this.#rest();
        break;
      } else break;
      this.#at++;
    }
    this.#skip(' \t');
    if (this.#peek() !== '' && !'\n;}#'.includes(this.#peek()))
      throw new BadScript('bad option in substitution expression');
    const regex = this.#regex(pattern, ignoreCase);
    const groups = regex?.groups ?? 9;
    for (const [, digit = '0'] of text.matchAll(/\\([1-9])/g))
      if (Number(digit) > groups) throw new BadScript(`invalid reference \\${digit} on s command's RHS`);
    return { text, regex, flags: { which, print, file } };
  }
}
