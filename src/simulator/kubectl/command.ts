import type { ApiServer } from '../api/server.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history.ts';
import type { NodeRuntime } from '../kubelet/node-runtime.ts';
import type { Random } from '../random.ts';
import type { Store } from '../store.ts';
import type { Task } from '../task.ts';

/** What kubectl can reach of a cluster. */
export interface ClusterAccess {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly history: History;
  readonly api: ApiServer;
  /** Logs and exec go to the node's kubelet; undefined where the node runs nothing. */
  readonly node: (name: string) => NodeRuntime | undefined;
}

/** A line taken apart: `kubectl get pods -n shop -o wide`. Made by command-line.ts. */
export interface ParsedLine {
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** Long names to values, in order of appearance; a switch has 'true'. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** What stood behind `--`, or undefined without it. */
  readonly afterDashes: readonly string[] | undefined;
}

export interface CommandContext {
  readonly cluster: ClusterAccess;
  readonly line: ParsedLine;
  readonly namespace: string;
  readonly stdin: string;
  /** Output as it happens: text with its newline. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Hears under which code kubectl's own words are explained to learners, where somebody wants to know. */
  readonly explain?: ((text: string, code: string) => void) | undefined;
}

/** One kubectl command: runs on virtual time (delete and wait take some), returns its exit code. One file each in commands/. */
export type Command = (context: CommandContext) => Task<number>;
