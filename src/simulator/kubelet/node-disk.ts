import { valueOf } from '../quantity.ts';

/**
 * A node's one disk. What has ever been written bounds what is on it, so that files are only counted where it may be full:
 * `mayHold` is cheap, counting is not.
 */
export class NodeDisk {
  /** Bytes. */
  readonly capacity: number;
  #written = 0;

  constructor(capacity: Readonly<Record<string, string>>) {
    this.capacity = valueOf(capacity['ephemeral-storage']);
  }

  /** A container has written to its files, a volume on disk or its log; or an image has been pulled. */
  readonly wrote = (bytes: number): void => {
    if (bytes > 0) this.#written += bytes;
  };

  /** Whether there can be so many bytes on it. */
  mayHold(bytes: number): boolean {
    return this.#written >= bytes;
  }
}
