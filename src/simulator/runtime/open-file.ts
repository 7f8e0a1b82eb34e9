import { sizeOf, sizeOfTree, type FileNode, type Mount } from './filesystem.ts';
import type { OpenFile, Process } from './process.ts';
import { RuntimeLimit } from './runtime-limit.ts';
import type { Task } from '../task.ts';

/** Bytes a file may have here, holes apart. */
const MOST_FILE_BYTES = 4 * 1024 * 1024;
/** What one read gives of an endless or very long file. */
const CHUNK = 65_536;
const ZEROS = '\0'.repeat(CHUNK);

/** Standard input with a fixed text, then the end of file. */
export function textInput(text: string): OpenFile {
  const left = { text };
  const file: OpenFile = {
    *read(max = Infinity) {
      const taken = left.text.slice(0, max);
      left.text = left.text.slice(taken.length);
      return taken;
    },
    *write() {
      return false;
    },
    close: () => undefined,
    duplicate: () => file,
    unread: (given) => (left.text = given + left.text),
    failure: 'EBADF',
  };
  return file;
}

/** A sink that hands on the bytes that are written, such as the container's log. */
export function sink(take: (bytes: string) => void): OpenFile {
  const file: OpenFile = {
    *read() {
      return '';
    },
    *write(bytes) {
      take(bytes);
      return true;
    },
    close: () => undefined,
    duplicate: () => file,
    writeNow: take,
  };
  return file;
}

export const nullDevice: OpenFile = {
  *read() {
    return '';
  },
  *write() {
    return true;
  },
  close: () => undefined,
  duplicate: () => nullDevice,
};

export const zeroDevice: OpenFile = {
  *read(max = CHUNK) {
    return ZEROS.slice(0, max);
  },
  *write() {
    return true;
  },
  close: () => undefined,
  duplicate: () => zeroDevice,
  endless: true,
};

/** /dev/full: endless to read, and never room to write. */
export const fullDevice: OpenFile = {
  ...zeroDevice,
  *write() {
    return false;
  },
  duplicate: () => fullDevice,
  failure: 'ENOSPC',
};

/** One read draws so many bytes; a longer one repeats them. */
const DRAWN = 256;

export function randomDevice(byte: () => number): OpenFile {
  const device: OpenFile = {
    *read(max = CHUNK) {
      const wanted = Math.min(max, CHUNK);
      let text = '';
      for (let i = 0; i < Math.min(wanted, DRAWN); i++) text += String.fromCharCode(byte());
      return wanted > DRAWN ? text.repeat(Math.ceil(wanted / DRAWN)).slice(0, wanted) : text;
    },
    *write() {
      return true;
    },
    close: () => undefined,
    duplicate: () => device,
    endless: true,
  };
  return device;
}

export interface OpenMode {
  readonly read: boolean;
  readonly write: boolean;
  readonly append: boolean;
}

/** A regular file that is open: references made by `duplicate` share its position. */
export function openNode(
  node: FileNode,
  mode: OpenMode,
  mount: Mount | undefined,
  { clock, charge, wrote }: Pick<Process, 'clock' | 'charge' | 'wrote'>,
): OpenFile {
  const shared = { position: 0, content: node.generate?.() };
  const limit = mount?.options.sizeLimit;
  const make = (): OpenFile => {
    const open: { -readonly [K in keyof OpenFile]: OpenFile[K] } = {
      *read(max = Infinity): Task<string> {
        if (!mode.read) return '';
        const content = shared.content ?? node.content;
        const text =
          shared.position < content.length
            ? content.slice(shared.position, shared.position + max)
            : ZEROS.slice(0, Math.min(max, Math.max(0, sizeOf(node) - shared.position)));
        shared.position += text.length;
        return text;
      },
      *write(text: string): Task<boolean> {
        if (!mode.write) {
          open.failure = 'EBADF';
          return false;
        }
        if (mode.append) shared.position = sizeOf(node);
        const room =
          limit === undefined || !mount
            ? Infinity
            : limit - sizeOfTree(mount.node) + Math.max(0, sizeOf(node) - shared.position);
        if (text.length > room) open.failure = 'ENOSPC';
        const before = sizeOf(node);
        put(node, shared.position, text.slice(0, Math.max(0, room)));
        shared.position += Math.min(text.length, Math.max(0, room));
        node.modified = clock.epoch + clock.now;
        node.changed?.();
        if (mount?.options.inMemory) (node.charge ??= charge)(sizeOf(node) - before);
        else wrote(sizeOf(node) - before);
        return text.length <= room;
      },
      close: () => undefined,
      duplicate: make,
      unread: (text: string) => void (shared.position -= text.length),
    };
    return open;
  };
  return make();
}

/** Writes `text` at a position; zeros at the end become a hole once they are many. */
function put(node: FileNode, position: number, text: string): void {
  if (text === '') return;
  const hole = node.hole ?? 0;
  if (position === sizeOf(node) && (hole > 0 || text.length >= 4096) && isZeros(text)) {
    node.hole = hole + text.length;
    return;
  }
  if (hole > 0 && position + text.length > node.content.length) {
    const needed = position - node.content.length;
    if (needed + text.length > MOST_FILE_BYTES) throw new RuntimeLimit('files', MOST_FILE_BYTES);
    node.content += '\0'.repeat(Math.max(0, needed));
    node.hole = Math.max(0, hole - Math.max(0, needed) - text.length);
  }
  if (position > node.content.length) node.content += '\0'.repeat(position - node.content.length);
  node.content =
    position === node.content.length
      ? node.content + text
      : node.content.slice(0, position) + text + node.content.slice(position + text.length);
  if (node.content.length > MOST_FILE_BYTES) throw new RuntimeLimit('files', MOST_FILE_BYTES);
}

/** Compares whole chunks: a look at each character of what dd writes would be most of an exercise's time in QuickJS. */
function isZeros(text: string): boolean {
  if (text === ZEROS) return true;
  for (let i = 0; i < text.length; i += CHUNK)
    if (!ZEROS.startsWith(text.length <= CHUNK ? text : text.slice(i, i + CHUNK))) return false;
  return text.length > 0;
}
