import type { FileSystem, Node } from '../../runtime/filesystem.ts';
import type { Look } from './http.ts';

/** Commands that only look at the files that they name. */
const LOOKS: ReadonlySet<string> = new Set(['cat', 'test', '[', 'ls', 'stat', 'true', 'false']);

interface Seen {
  readonly node: Node | undefined;
  readonly content: string | undefined;
  readonly mode: number | undefined;
}

/**
 * Remembers what a probe's command found, as long as it only looks at files and these have not changed: it need not run.
 * Directories and made-up files (/proc, /sys) are always looked at anew.
 */
export class KnownExec {
  readonly #paths: readonly string[] | undefined;
  #seen: readonly Seen[] = [];
  #look: Look | undefined;

  constructor(argv: readonly string[]) {
    const [command = '', ...args] = argv;
    const paths = args.filter((arg) => arg.startsWith('/'));
    this.#paths = LOOKS.has(command) ? [`/bin/${command}`, ...paths] : undefined;
  }

  /** The look as it would be now, if that is known. */
  recall(files: FileSystem): Look | undefined {
    if (!this.#look || !this.#paths) return undefined;
    for (const [i, path] of this.#paths.entries()) {
      const was = this.#seen[i];
      const now = seenAt(files, path);
      if (!was || was.node !== now.node || was.content !== now.content || was.mode !== now.mode) return undefined;
    }
    return this.#look;
  }

  /** A look has been taken; one that took time is not remembered. */
  remember(files: FileSystem, look: Look): void {
    this.#look = undefined;
    if (!this.#paths || look.took > 0 || look.result === 'unknown') return;
    const seen = this.#paths.map((path) => seenAt(files, path));
    if (seen.some(({ node }) => node && (node.type !== 'file' || node.generate || node.device))) return;
    this.#seen = seen;
    this.#look = look;
  }
}

function seenAt(files: FileSystem, path: string): Seen {
  const node = files.find(path);
  if (node?.type !== 'file') return { node, content: undefined, mode: undefined };
  return { node, content: node.content, mode: node.mode };
}
