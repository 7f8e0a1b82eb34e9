import { may } from '../../filesystem.ts';
import { look, nodeAt, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, usage, type Applets, type Call } from '../applet.ts';
import { ended } from '../output.ts';
import { startCommand } from '../run-command.ts';
import { FindExpression } from './find-expression.ts';
import { BadFind, type Seen, type Test, type Walk } from './find-walk.ts';

/** find [paths] [tests and actions]. @source busybox 1.35 findutils/find.c */
function* find(call: Call): Task<number> {
  const start = call.args.findIndex((arg) => /^[-!(]/.test(arg) && arg !== '-H' && arg !== '-L' && arg !== '-P');
  const head = start < 0 ? call.args : call.args.slice(0, start);
  const paths = head.filter((arg) => !arg.startsWith('-'));
  const walk: Walk = {
    minDepth: 0,
    maxDepth: Infinity,
    depthFirst: false,
    follows: head.includes('-L'),
    pruned: false,
    quit: false,
    acts: false,
    batches: [],
  };
  let test: Test;
  try {
    test = new FindExpression(call, walk, start < 0 ? [] : call.args.slice(start)).whole();
  } catch (error) {
    if (!(error instanceof BadFind)) throw error;
    return error.message.startsWith('unrecognized')
      ? yield* usage(call, { bad: error.message })
      : yield* fail(call, error.message);
  }
  let status = 0;
  for (const path of paths.length > 0 ? paths : ['.']) {
    const node = nodeAt(call.process, path, walk.follows ? 'follow' : 'keep');
    if (!node) {
      status = yield* fail(call, `${path}: ${STRERROR.ENOENT}`);
      continue;
    }
    if (
      (yield* visit(call, walk, test, {
        path,
        name:
          path
            .replace(/(.)\/+$/, '$1')
            .split('/')
            .at(-1) ?? path,
        node,
        depth: 0,
      })) !== 0
    )
      status = 1;
  }
  for (const { argv, paths: gathered } of walk.batches) {
    if (gathered.length === 0) continue;
    const words = argv.flatMap((word) => (word === '{}' ? gathered : [word]));
    const child = startCommand(call.process, words);
    if ('missing' in child) status = yield* fail(call, `${argv[0] ?? ''}: ${child.missing}`);
    else if ((yield* ended(child)) !== 0) status = 1;
  }
  return status;
}

function* visit(call: Call, walk: Walk, test: Test, seen: Seen): Task<number> {
  const wait = call.process.work(2);
  if (wait) yield wait;
  let status = 0;
  const apply = function* (): Task<void> {
    if (seen.depth < walk.minDepth || walk.quit) return;
    const result = test(seen);
    if (typeof result !== 'boolean') yield* result;
  };
  walk.pruned = false;
  if (!walk.depthFirst) yield* apply();
  const pruned = walk.pruned;
  if (seen.node.type === 'directory' && seen.depth < walk.maxDepth && !pruned && !walk.quit) {
    if (!may(call.process.who, seen.node, 4)) status = yield* fail(call, `${seen.path}: ${STRERROR.EACCES}`);
    else
      for (const name of [...seen.node.entries.keys()]) {
        const path = seen.path.endsWith('/') ? seen.path + name : `${seen.path}/${name}`;
        const place = look(call.process, path, walk.follows ? 'follow' : 'keep');
        const node = typeof place === 'string' ? undefined : place.node;
        if (node && (yield* visit(call, walk, test, { path, name, node, depth: seen.depth + 1 })) !== 0) status = 1;
      }
  }
  if (walk.depthFirst) yield* apply();
  return status;
}

export const finding: Applets = { find };
