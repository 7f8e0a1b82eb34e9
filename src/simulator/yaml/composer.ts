import type { Json } from '../api/json.ts';
import type { Resolved } from './resolve.ts';
import type { Scanner } from './scanner.ts';
import type { Token, TokenType } from './token.ts';

/** Hears where each key and value of a document stands. */
export interface PlaceListener {
  /** A value begins under a key (with the token that names it) or at an index of the collection around it. */
  enter(step: string | number, key: Token | undefined): void;
  /** The value that was entered last is over. */
  leave(from: number, to: number): void;
}

/** Nodes that aliases may unfold to; go-yaml alone would allow four hundred thousand. */
const MAX_NODES = 50_000;

export interface Anchor {
  value: Json;
  /** Nodes decoded for it, itself included; undefined while it is being read. */
  size: number | undefined;
}

/** Where a node stands: an 'indentless' sequence is one whose dashes stand under their key. */
export type Context = 'block' | 'indentless' | 'flow';

export interface Composer {
  readonly scanner: Scanner;
  readonly node: (composer: Composer, context: Context) => Node;
  readonly anchors: Map<string, Anchor>;
  readonly handles: Map<string, string>;
  readonly listener: PlaceListener | undefined;
  /** The first thing that decoding would refuse: told only if the whole document can be parsed. */
  refusal: string | undefined;
  /** The first thing that JSON has no form for: told only if all could be decoded. */
  unconvertible: string | undefined;
  decoded: number;
  aliased: number;
  /** The offset behind the last token passed. */
  end: number;
}

export interface Node {
  readonly value: Json;
  /** For a scalar, what it resolved to, as keys need it. */
  readonly scalar?: Resolved;
}

export const EMPTY: Node = { value: null, scalar: { value: null } };

/** Passes the token that was looked at. */
export function take(composer: Composer, token: Token): void {
  composer.end = token.end;
  composer.scanner.skip();
}

/** A node that is nowhere written. */
export function empty(composer: Composer): Node {
  count(composer, 1, 0);
  return EMPTY;
}

/**
 * Counts decoded nodes, and those that aliases repeat: go-yaml refuses a document that is nearly all repetition.
 * @source go-yaml v2 decode.go allowedAliasRatio
 */
export function count(composer: Composer, nodes: number, aliased: number): void {
  composer.decoded += nodes;
  composer.aliased += aliased;
  if (composer.aliased <= 100 || composer.decoded <= 1000) return;
  const allowed =
    composer.decoded <= 400_000
      ? 0.99
      : composer.decoded >= 4_000_000
        ? 0.1
        : 0.99 - 0.89 * ((composer.decoded - 400_000) / 3_600_000);
  if (composer.aliased / composer.decoded > allowed) composer.refusal ??= 'document contains excessive aliasing';
  else if (composer.decoded > MAX_NODES)
    composer.refusal ??= `aliases unfold to more than ${MAX_NODES} values, more than are read here`;
}

export const isOneOf = (token: Token, ...types: readonly TokenType[]): boolean => types.includes(token.type);
