import { sizeOf, type Node } from '../../filesystem.ts';
import { nodeAt, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { formatDate } from '../dates.ts';
import { modeLetters } from '../file-modes.ts';
import { knownGroup, knownUser } from '../users.ts';
import { links } from './ls.ts';

/** What is shown without -c, and with -t. @source busybox 1.35 coreutils/stat.c do_stat */
const WHOLE =
  '  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: %Dh/%dd\tInode: %-10i  Links: %h\nAccess: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z';
const TERSE = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %o';

/** stat [-Lt] [-c format] files. @source busybox 1.35 coreutils/stat.c */
function* stat(call: Call): Task<number> {
  const options = parse(call.args, 'ftLc:');
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  const { given } = options;
  const format = given.get('c')?.at(-1) ?? (given.has('t') ? TERSE : WHOLE);
  let status = 0;
  for (const path of options.rest) {
    const node = nodeAt(call.process, path, given.has('L') ? 'follow' : 'keep');
    if (!node) {
      status = yield* fail(call, `can't stat '${path}': ${STRERROR.ENOENT}`);
      continue;
    }
    const text = format.replace(
      /%([-0]*)(\d*)(?:\.(\d+))?(.)/g,
      (_, flags: string, width, precision, letter: string) => {
        const value = field(call, path, node, letter).slice(0, precision === undefined ? undefined : Number(precision));
        const wide = Math.min(Number(width), 4096);
        return flags.includes('-') ? value.padEnd(wide) : value.padStart(wide, flags.includes('0') ? '0' : ' ');
      },
    );
    yield* out(call, `${text}\n`);
  }
  return status;
}

function field(call: Call, path: string, node: Node, letter: string): string {
  const owned = node.type === 'link' ? { owner: 0, group: 0, mode: 0o777, modified: 0 } : node;
  const device = node.type === 'file' && node.device !== undefined;
  const bytes =
    node.type === 'file'
      ? (node.generate?.().length ?? sizeOf(node))
      : node.type === 'link'
        ? node.target.length
        : 4096;
  switch (letter) {
    case 'n':
      return path;
    case 'N':
      return node.type === 'link' ? `'${path}' -> '${node.target}'` : path;
    case 's':
      return String(bytes);
    case 'a':
      return (owned.mode & 0o7777).toString(8);
    case 'A':
      return modeLetters(node);
    case 'f': {
      const type = node.type === 'directory' ? 0o40000 : node.type === 'link' ? 0o120000 : device ? 0o20000 : 0o100000;
      return (type | owned.mode).toString(16);
    }
    case 'F':
      if (node.type !== 'file') return node.type === 'directory' ? 'directory' : 'symbolic link';
      return device ? 'character special file' : bytes === 0 ? 'regular empty file' : 'regular file';
    case 'u':
      return String(owned.owner);
    case 'U':
      return knownUser(call.process, owned.owner) ?? 'UNKNOWN';
    case 'g':
      return String(owned.group ?? 0);
    case 'G':
      return knownGroup(call.process, owned.group ?? 0) ?? 'UNKNOWN';
    case 'X':
    case 'Y':
    case 'Z':
      return String(Math.floor(owned.modified / 1000));
    case 'x':
    case 'y':
    case 'z':
      return `${formatDate('%Y-%m-%d %H:%M:%S', owned.modified)}.${String(owned.modified % 1000).padStart(3, '0')}000000 +0000`;
    case 'b':
      return String(Math.ceil(bytes / 4096) * 8);
    case 'B':
      return '512';
    case 'o':
      return '4096';
    case 'h':
      return String(links(node));
    case 'i':
      return '1';
    case 'd':
      return '42';
    case 'D':
      return '2a';
    case 't':
    case 'T':
      return '0';
    default:
      return letter;
  }
}

export const stating: Applets = { stat };
