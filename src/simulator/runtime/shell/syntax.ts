/** What a script is once it has been read: commands made of words made of parts. */

export type Part =
  /** Characters as they stand; quoted ones neither split nor match. */
  | { readonly type: 'text'; readonly text: string; readonly quoted: boolean }
  | ParameterPart
  /** $(…) or `…`; nothing in it: undefined. */
  | { readonly type: 'command'; readonly body: Command | undefined; readonly quoted: boolean }
  /** <(…) or >(…): the name of a pipe to commands that run beside. */
  | { readonly type: 'process'; readonly direction: '<' | '>'; readonly body: Command | undefined }
  /** $((…)) */
  | { readonly type: 'arithmetic'; readonly expression: Word; readonly quoted: boolean };

export interface ParameterPart {
  readonly type: 'parameter';
  readonly name: string;
  readonly operation: Operation;
  /** ${x:-w}: a null value counts as unset. */
  readonly colon: boolean;
  readonly operand: Word;
  /** ${x/pattern/second}, ${x:first:second} */
  readonly second: Word | undefined;
  readonly quoted: boolean;
}

export type Operation =
  'value' | 'length' | '-' | '+' | '?' | '=' | '#' | '##' | '%' | '%%' | '/' | '//' | 'substring' | 'bad';

export interface Word {
  readonly parts: readonly Part[];
}

export type Redirection = { readonly fd: number } & (
  | { readonly type: '>' | '>>' | '>|' | '<' | '<>' | '&>'; readonly target: Word }
  /** n>&m, n<&m; `-` closes. */
  | { readonly type: 'dup'; readonly from: number | 'close' }
  /** n>&$word: known when it has been expanded. */
  | { readonly type: 'dup-word'; readonly target: Word; readonly output: boolean }
  /** The body is filled in when its line has been read. */
  | { readonly type: 'here'; readonly body: { word: Word } }
);

export interface SimpleCommand {
  readonly type: 'simple';
  readonly line: number;
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
}

export type Command =
  | SimpleCommand
  | { readonly type: 'pipeline'; readonly commands: readonly Command[] }
  | { readonly type: 'and' | 'or' | 'list'; readonly left: Command; readonly right: Command }
  | { readonly type: 'not'; readonly command: Command }
  | { readonly type: 'background'; readonly command: Command }
  | {
      readonly type: 'redirected';
      readonly command: Command;
      readonly redirections: readonly Redirection[];
      readonly line: number;
    }
  | {
      readonly type: 'subshell';
      readonly command: Command;
      readonly redirections: readonly Redirection[];
      readonly line: number;
    }
  | { readonly type: 'if'; readonly test: Command; readonly then: Command; readonly otherwise: Command | undefined }
  | { readonly type: 'while' | 'until'; readonly test: Command; readonly body: Command }
  /** Without `in`, the words are "$@". */
  | {
      readonly type: 'for';
      readonly name: string;
      readonly words: readonly Word[] | undefined;
      readonly body: Command;
      readonly line: number;
    }
  | {
      readonly type: 'case';
      readonly subject: Word;
      readonly cases: readonly { readonly patterns: readonly Word[]; readonly body: Command | undefined }[];
      readonly line: number;
    }
  | { readonly type: 'function'; readonly name: string; readonly body: Command; readonly line: number };

/** The shell could not make sense of a script; the message follows "syntax error: ". */
export class ShellSyntaxError extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

export const text = (characters: string, quoted = false): Part => ({ type: 'text', text: characters, quoted });

/** The characters of a word that nothing changes; undefined when a part of it is quoted or expanded. */
export function plainText(word: Word): string | undefined {
  let joined = '';
  for (const part of word.parts) {
    if (part.type !== 'text' || part.quoted) return undefined;
    joined += part.text;
  }
  return joined;
}

export const isName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** NAME=value at the start of a command. */
export function assignmentOf(word: Word): { name: string; value: Word } | undefined {
  const [first, ...rest] = word.parts;
  if (first?.type !== 'text' || first.quoted) return undefined;
  const equals = first.text.indexOf('=');
  if (equals <= 0) return undefined;
  const name = first.text.slice(0, equals);
  if (!isName(name)) return undefined;
  const value = first.text.slice(equals + 1);
  return { name, value: { parts: value === '' ? rest : [text(value), ...rest] } };
}

/** $NAME and nothing more. */
export const parameter = (name: string, quoted: boolean): Part => ({
  type: 'parameter',
  name,
  operation: 'value',
  colon: false,
  operand: { parts: [] },
  second: undefined,
  quoted,
});
