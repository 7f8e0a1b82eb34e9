/** What the scanner makes of a text: indicators, scalars, and the block structure that indentation means. */
export type TokenType =
  | 'stream-end'
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  /** Where it begins, from 0. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** The offset behind it. */
  readonly end: number;
  /** Scalars: the text; aliases and anchors: the name; tags and tag directives: the handle; version directives: "1.1". */
  readonly value: string;
  /** Tags: what follows the handle; tag directives: the prefix. */
  readonly suffix: string;
  /** Scalars without quotes and not of a block: their text decides their type. */
  readonly isPlain: boolean;
}
