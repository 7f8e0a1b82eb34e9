/**
 * A template of Go's as it has been read.
 * @source Go text/template/parse/node.go
 */

/** What an error is about: where it begins in the template and how it reads. */
export interface Place {
  readonly at: number;
  readonly text: string;
}
export type Operand = Place &
  (
    | { readonly type: 'dot' | 'nil' }
    | { readonly type: 'constant'; readonly value: string | number | boolean }
    | { readonly type: 'field'; readonly names: readonly string[] }
    | { readonly type: 'variable'; readonly name: string; readonly names: readonly string[] }
    | { readonly type: 'function'; readonly name: string }
    | { readonly type: 'pipe'; readonly pipe: Pipe; readonly names: readonly string[] }
  );
export type Call = Place & { readonly operands: readonly Operand[] };
export type Pipe = Place & {
  readonly variables: readonly string[];
  readonly declares: boolean;
  readonly calls: readonly Call[];
};
export type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly pipe: Pipe }
  | { readonly type: 'break' | 'continue' }
  | (Place & { readonly type: 'template'; readonly name: string; readonly pipe: Pipe | undefined })
  | BlockNode;
export type Block = 'range' | 'if' | 'with';
export interface BlockNode {
  readonly type: Block;
  readonly pipe: Pipe;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[];
}
export interface GoTemplate {
  readonly source: string;
  readonly nodes: readonly Node[];
  readonly defined: ReadonlyMap<string, readonly Node[]>;
}
