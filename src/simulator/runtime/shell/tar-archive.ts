/** One thing in an archive; a directory's name ends with a slash. */
export interface Member {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link';
  readonly mode: number;
  readonly owner: number;
  readonly group: number;
  /** Milliseconds since 1970; an archive keeps whole seconds. */
  readonly modified: number;
  readonly content: string;
  /** Where a symbolic link leads. */
  readonly target: string;
}

const BLOCK = 512;
/** GNU's and BusyBox's archives end with zeros up to a multiple of this. */
const RECORD = 20 * BLOCK;
const TYPES = { file: '0', link: '2', directory: '5' } as const;

/**
 * Bytes of a ustar archive. Names longer than 100 bytes are cut.
 * @source busybox 1.35 archival/tar.c writeTarHeader
 */
export function packArchive(members: readonly Member[]): string {
  const bytes = members.map((member) => header(member) + padded(member.content, BLOCK)).join('');
  return padded(bytes + '\0'.repeat(2 * BLOCK), RECORD);
}

/**
 * What an archive holds.
 * @returns what is wrong with it, in tar's words, where it is none
 * @source busybox 1.35 archival/libarchive/get_header_tar.c
 */
export function unpackArchive(bytes: string): readonly Member[] | string {
  const members: Member[] = [];
  for (let at = 0; at < bytes.length;) {
    const block = bytes.slice(at, at + BLOCK);
    if (block.length < BLOCK) return 'short read';
    if (block.charAt(0) === '\0') return members;
    if (block.slice(257, 262) !== 'ustar') return 'invalid tar magic';
    const size = octal(block, 124, 12);
    const flag = block.charAt(156);
    const content = bytes.slice(at + BLOCK, at + BLOCK + size);
    if (content.length < size) return 'short read';
    members.push({
      name: text(block, 0, 100),
      type: flag === TYPES.directory ? 'directory' : flag === TYPES.link ? 'link' : 'file',
      mode: octal(block, 100, 8),
      owner: octal(block, 108, 8),
      group: octal(block, 116, 8),
      modified: octal(block, 136, 12) * 1000,
      content,
      target: text(block, 157, 100),
    });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return members.length > 0 ? members : 'short read';
}

/** A gzip stream whose blocks are stored, not compressed, and whose checksum is left 0: only tar reads it here. */
export function wrapGzip(bytes: string): string {
  const most = 65_535;
  let stream = '\x1f\x8b\x08' + '\0'.repeat(6) + '\x03';
  for (let at = 0; at === 0 || at < bytes.length; at += most) {
    const part = bytes.slice(at, at + most);
    stream += (at + most >= bytes.length ? '\x01' : '\0') + little(part.length, 2) + little(~part.length, 2) + part;
  }
  return stream + '\0\0\0\0' + little(bytes.length, 4);
}

/** What a stream of wrapGzip holds; other bytes as they are. */
export function unwrapGzip(stream: string): string {
  if (!stream.startsWith('\x1f\x8b\x08')) return stream;
  let bytes = '';
  for (let at = 10, last = false; !last && at < stream.length;) {
    last = stream.charAt(at) === '\x01';
    const length = stream.charCodeAt(at + 1) | (stream.charCodeAt(at + 2) << 8);
    bytes += stream.slice(at + 5, at + 5 + length);
    at += 5 + length;
  }
  return bytes;
}

function header({ name, type, mode, owner, group, modified, content, target }: Member): string {
  const fields = (checksum: string): string =>
    field(name, 100) +
    number(mode & 0o7777, 8) +
    number(owner, 8) +
    number(group, 8) +
    number(content.length, 12) +
    number(Math.floor(modified / 1000), 12) +
    checksum +
    TYPES[type] +
    field(target, 100) +
    'ustar  \0';
  let sum = 0;
  for (const byte of fields(' '.repeat(8))) sum += byte.charCodeAt(0);
  return padded(fields(`${sum.toString(8).padStart(6, '0')}\0 `), BLOCK);
}

const field = (value: string, width: number): string => value.slice(0, width).padEnd(width, '\0');
const number = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;
const padded = (bytes: string, unit: number): string => bytes + '\0'.repeat((unit - (bytes.length % unit)) % unit);
const little = (value: number, bytes: number): string =>
  Array.from({ length: bytes }, (_, i) => String.fromCharCode((value >>> (8 * i)) & 255)).join('');
const text = (block: string, at: number, width: number): string => block.slice(at, at + width).split('\0')[0] ?? '';
const octal = (block: string, at: number, width: number): number => parseInt(text(block, at, width).trim() || '0', 8);
