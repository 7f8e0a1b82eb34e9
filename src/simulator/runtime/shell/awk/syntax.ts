/** What an awk program is once it has been read. */

export type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'regex'; readonly source: string }
  | { readonly type: 'field'; readonly index: Expression }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'element'; readonly name: string; readonly subscripts: readonly Expression[] }
  | { readonly type: 'group'; readonly inside: Expression }
  | { readonly type: 'unary'; readonly operator: '!' | '-' | '+'; readonly operand: Expression }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'match'; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'in'; readonly subscripts: readonly Expression[]; readonly name: string }
  | {
      readonly type: 'conditional';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly type: 'assign'; readonly operator: string; readonly target: Target; readonly value: Expression }
  | { readonly type: 'step'; readonly target: Target; readonly by: 1 | -1; readonly prefix: boolean }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly type: 'builtin'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly type: 'getline';
      readonly source: 'input' | 'file' | 'command';
      readonly from: Expression | undefined;
      readonly target: Target | undefined;
    };

/** What can be assigned to. */
export type Target = Extract<Expression, { type: 'field' | 'variable' | 'element' }>;

export type Statement =
  | { readonly type: 'block'; readonly body: readonly Statement[] }
  | { readonly type: 'expression'; readonly expression: Expression }
  | {
      readonly type: 'print' | 'printf';
      readonly args: readonly Expression[];
      readonly to: { readonly operator: '>' | '>>' | '|'; readonly target: Expression } | undefined;
    }
  | {
      readonly type: 'if';
      readonly test: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | undefined;
    }
  | { readonly type: 'while'; readonly test: Expression; readonly body: Statement }
  | { readonly type: 'do'; readonly test: Expression; readonly body: Statement }
  | {
      readonly type: 'for';
      readonly first: Statement | undefined;
      readonly test: Expression | undefined;
      readonly step: Statement | undefined;
      readonly body: Statement;
    }
  | { readonly type: 'for-in'; readonly name: string; readonly array: string; readonly body: Statement }
  | { readonly type: 'next' | 'nextfile' | 'break' | 'continue' }
  | { readonly type: 'exit' | 'return'; readonly value: Expression | undefined }
  | { readonly type: 'delete'; readonly name: string; readonly subscripts: readonly Expression[] | undefined };

export interface Rule {
  readonly pattern: 'BEGIN' | 'END' | { readonly from: Expression; readonly to: Expression | undefined } | undefined;
  readonly action: Statement | undefined;
}

export interface AwkFunction {
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface AwkProgram {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, AwkFunction>;
}

export class AwkSyntaxError extends Error {}
