import type { Node } from '../../filesystem.ts';
import type { Task } from '../../../task.ts';

export interface Seen {
  readonly path: string;
  readonly name: string;
  readonly node: Node;
  readonly depth: number;
}

/** A test or an action; true goes on to the next. */
export type Test = (seen: Seen) => Task<boolean> | boolean;

export class BadFind {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

export interface Walk {
  minDepth: number;
  maxDepth: number;
  depthFirst: boolean;
  follows: boolean;
  /** -prune: what is below is left out. */
  pruned: boolean;
  quit: boolean;
  acts: boolean;
  /** -exec … +: what has been gathered. */
  readonly batches: { readonly argv: readonly string[]; readonly paths: string[] }[];
}

export function* value(result: Task<boolean> | boolean): Task<boolean> {
  return typeof result === 'boolean' ? result : yield* result;
}

export const all = (tests: readonly Test[]): Test =>
  function* (seen): Task<boolean> {
    for (const test of tests) if (!(yield* value(test(seen)))) return false;
    return true;
  };
