import type { Node } from '../../filesystem.ts';
import { nodeAt, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { blocks, humane, size } from './ls.ts';

/** du [-ashkmbc] [-d depth] [files]. @source busybox 1.35 coreutils/du.c */
function* du(call: Call): Task<number> {
  const options = parse(call.args, 'aHLd:clsxhmkb');
  if (isBad(options)) return yield* usage(call, options);
  const { given, rest } = options;
  const deepest = given.has('s') ? 0 : Number(given.get('d')?.at(-1) ?? Infinity);
  const seen = new Set<Node>();
  let status = 0;
  let total = 0;
  const report = (bytes: number, path: string): Task<boolean> =>
    out(call, `${humane(bytes, given.has('h'), given.has('b') ? 1 : given.has('m') ? 1_048_576 : 1024)}\t${path}\n`);
  const measure = function* (path: string, node: Node, depth: number): Task<number> {
    if (seen.has(node) && !given.has('l')) return 0;
    seen.add(node);
    const wait = call.process.work(2);
    if (wait) yield wait;
    let bytes = given.has('b') ? size(node) : blocks(node) * 1024;
    if (node.type === 'directory')
      for (const [name, entry] of [...node.entries])
        bytes += yield* measure(path.endsWith('/') ? path + name : `${path}/${name}`, entry, depth + 1);
    if (depth <= deepest && (depth === 0 || node.type === 'directory' || given.has('a'))) yield* report(bytes, path);
    return bytes;
  };
  for (const path of rest.length > 0 ? rest : ['.']) {
    const node = nodeAt(call.process, path, given.has('H') || given.has('L') ? 'follow' : 'keep');
    if (node) total += yield* measure(path, node, 0);
    else status = yield* fail(call, `${path}: ${STRERROR.ENOENT}`);
  }
  if (given.has('c')) yield* report(total, 'total');
  return status;
}

export const measuring: Applets = { du };
