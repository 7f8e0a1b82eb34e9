import type { DirectoryNode } from '../filesystem.ts';
import type { SignalName } from '../process.ts';

/** A container image as a registry has it. Its programs are files of its root file system. */
export interface Image {
  /** As `docker pull` takes it, with its tag: "course/web:1.0". */
  readonly name: string;
  /** Compressed bytes: what a pull moves and ImageLocality counts. */
  readonly size: number;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  readonly user: number;
  /** What the runtime sends on stop: SIGTERM but for nginx (SIGQUIT). */
  readonly stopSignal: SignalName;
  /** A fresh root file system. */
  root(): DirectoryNode;
}
