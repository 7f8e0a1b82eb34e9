import { STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, isDirectory, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { CLASSES } from '../pattern.ts';

/** Characters of tr's sets: ranges, classes, escapes. */
function expandSet(text: string): string {
  let result = '';
  const ESCAPES: Readonly<Record<string, string>> = {
    n: '\n',
    t: '\t',
    r: '\r',
    a: '\x07',
    b: '\b',
    f: '\f',
    v: '\v',
    '\\': '\\',
  };
  const readOne = (i: number): readonly [string, number] => {
    const c = text.charAt(i);
    if (c !== '\\' || i + 1 >= text.length) return [c, i + 1];
    const octal = /^[0-7]{1,3}/.exec(text.slice(i + 1, i + 4))?.[0];
    if (octal !== undefined) return [String.fromCharCode(parseInt(octal, 8) & 255), i + 1 + octal.length];
    const next = text.charAt(i + 1);
    return [ESCAPES[next] ?? next, i + 2];
  };
  for (let i = 0; i < text.length;) {
    const named = /^\[:([a-z]+):\]/.exec(text.slice(i, i + 14));
    const test = named && CLASSES[named[1] ?? ''];
    if (named && test) {
      for (let code = 0; code < 256; code++)
        if (code < 128 && test(String.fromCharCode(code))) result += String.fromCharCode(code);
      i += named[0].length;
      continue;
    }
    const [from, after] = readOne(i);
    if (text.charAt(after) === '-' && after + 1 < text.length) {
      const [to, next] = readOne(after + 1);
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) result += String.fromCharCode(code);
      i = next;
    } else {
      result += from;
      i = after;
    }
  }
  return result;
}

/** tr [-cds] set1 [set2]. @source busybox 1.35 coreutils/tr.c */
function* tr(call: Call): Task<number> {
  const options = parse(call.args, '+cCds');
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  const [one = '', two] = options.rest.map(expandSet);
  const complement = options.given.has('c') || options.given.has('C');
  const deletes = options.given.has('d');
  const squeezes = options.given.has('s');
  const inFirst = (c: string): boolean => one.includes(c) !== complement;
  const squeezed = squeezes ? (two ?? (complement ? undefined : one)) : '';
  const isSqueezed = (c: string): boolean => squeezes && (squeezed === undefined ? inFirst(c) : squeezed.includes(c));
  const translate = (c: string): string => {
    if (deletes || two === undefined || two === '') return c;
    if (complement) return inFirst(c) ? two.charAt(two.length - 1) : c;
    const at = one.lastIndexOf(c);
    return at < 0 ? c : two.charAt(Math.min(at, two.length - 1));
  };
  const table = new Map<string, string>();
  let last = '';
  const input = call.process.fds.get(0);
  for (let text = input ? yield* input.read() : ''; text !== ''; text = input ? yield* input.read() : '') {
    let result = '';
    for (let i = 0; i < text.length; i++) {
      const c = text.charAt(i);
      if (deletes && inFirst(c)) continue;
      let mapped = table.get(c);
      if (mapped === undefined) table.set(c, (mapped = translate(c)));
      if (mapped === last && isSqueezed(mapped)) continue;
      result += mapped;
      last = mapped;
    }
    if (!(yield* out(call, result)))
      return yield* fail(call, `write error: ${STRERROR[call.process.fds.get(1)?.failure ?? 'EPIPE']}`);
    const wait = call.process.work(1 + (text.length >> 6));
    if (wait) yield wait;
  }
  return input && isDirectory(input) ? yield* fail(call, `read error: ${STRERROR.EISDIR}`) : 0;
}

export const translating: Applets = { tr };
