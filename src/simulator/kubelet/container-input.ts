import type { OpenFile } from '../runtime/process.ts';
import { Signal, until } from '../task.ts';

/** The standard input of a container that asked for one: open until whoever is attached ends it. */
export interface ContainerInput {
  /** What the container's processes read. */
  readonly file: OpenFile;
  /** Whether a read waits for something to be typed. */
  readonly isAwaited: boolean;
  /** Notified when a read begins to wait. */
  readonly asked: Signal;
  /** @param bytes - a string of bytes (bytes.ts) */
  write(bytes: string): void;
  /** The end of the file: a terminal's Ctrl-D, or the end of what was piped in. */
  end(): void;
}

/** An input without a writer yet. @source containerd internal/cri/io/container_io.go */
export function createContainerInput(): ContainerInput {
  const asked = new Signal();
  const changed = new Signal();
  let held = '';
  let waiting = 0;
  let isOver = false;
  const file: OpenFile = {
    *read(max = Infinity) {
      while (held === '' && !isOver) {
        waiting++;
        asked.notify();
        try {
          yield until(changed);
        } finally {
          waiting--;
        }
      }
      const taken = held.slice(0, max);
      held = held.slice(taken.length);
      return taken;
    },
    *write() {
      return false;
    },
    close: () => undefined,
    duplicate: () => file,
    unread: (text) => void (held = text + held),
    readable: changed,
    failure: 'EBADF',
  };
  return {
    file,
    asked,
    get isAwaited() {
      return waiting > 0 && held === '' && !isOver;
    },
    write(bytes) {
      held += bytes;
      changed.notify();
    },
    end() {
      isOver = true;
      changed.notify();
    },
  };
}
