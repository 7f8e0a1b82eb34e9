import { holds } from '../../capabilities.ts';
import type { Node } from '../../filesystem.ts';
import { look, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { parseMode } from '../file-modes.ts';
import { groupId, userId } from '../users.ts';

/** Calls `visit` for a path and, with -R, all below it. */
function* each(
  call: Call,
  paths: readonly string[],
  recursive: boolean,
  visit: (node: Exclude<Node, { type: 'link' }>, path: string) => string | undefined,
): Task<number> {
  let status = 0;
  for (const path of paths) {
    const place = look(call.process, path);
    const node = typeof place === 'string' ? undefined : place.node;
    if (typeof place === 'string' || !node || node.type === 'link') {
      status = yield* fail(call, `${path}: ${STRERROR[typeof place === 'string' ? place : 'ENOENT']}`);
      continue;
    }
    const refused = place.mount.options.readOnly
      ? STRERROR.EROFS
      : call.process.user !== 0 && call.process.user !== node.owner
        ? STRERROR.EPERM
        : visit(node, path);
    if (refused !== undefined) status = yield* fail(call, `${path}: ${refused}`);
    if (recursive && node.type === 'directory') {
      const inside = [...node.entries].filter(([, entry]) => entry.type !== 'link').map(([name]) => `${path}/${name}`);
      if ((yield* each(call, inside, true, visit)) !== 0) status = 1;
    }
  }
  return status;
}

function* chmod(call: Call): Task<number> {
  const recursive = call.args[0] === '-R';
  const args = call.args.filter((arg) => arg !== '-R' && arg !== '-v' && arg !== '-c' && arg !== '-f');
  const [mode, ...paths] = args;
  if (mode === undefined || paths.length === 0) return yield* usage(call);
  if (parseMode(mode, 0) === undefined) return yield* fail(call, `invalid mode '${mode}'`);
  return yield* each(call, paths, recursive, (node) => {
    node.mode = parseMode(mode, node.mode, node.type === 'directory') ?? node.mode;
    return undefined;
  });
}

function* chown(call: Call): Task<number> {
  const options = parse(call.args, 'Rhvcf');
  const [owner = '', ...paths] = isBad(options) ? [] : options.rest;
  if (isBad(options) || paths.length === 0) return yield* usage(call, options);
  const onlyGroup = call.called === 'chgrp';
  const [userText = '', groupText] = onlyGroup ? ['', owner] : owner.split(/[:.]/);
  const user = userText === '' ? undefined : userId(call.process, userText);
  if (userText !== '' && user === undefined) return yield* fail(call, `unknown user ${userText}`);
  const group = groupText === undefined || groupText === '' ? undefined : groupId(call.process, groupText);
  if (groupText !== undefined && groupText !== '' && group === undefined)
    return yield* fail(call, `unknown group ${groupText}`);
  return yield* each(call, paths, options.given.has('R'), (node) => {
    const { who } = call.process;
    const mayGive = who.user === 0 && holds(who.capabilities, 'CHOWN');
    if (!mayGive && user !== undefined && user !== node.owner) return STRERROR.EPERM;
    if (user !== undefined) node.owner = user;
    if (group !== undefined) node.group = group;
    return undefined;
  });
}

function* readlink(call: Call): Task<number> {
  const options = parse(call.args, 'fnv');
  const path = isBad(options) ? undefined : options.rest[0];
  if (isBad(options) || path === undefined) return yield* usage(call, options);
  const place = look(call.process, path, options.given.has('f') ? 'follow' : 'keep');
  if (typeof place === 'string') return 1;
  const end = options.given.has('n') ? '' : '\n';
  if (options.given.has('f')) yield* out(call, place.path + end);
  else if (place.node?.type === 'link') yield* out(call, place.node.target + end);
  else return 1;
  return 0;
}

function* realpath(call: Call): Task<number> {
  let status = 0;
  for (const path of call.args.length > 0 ? call.args : ['.']) {
    const place = look(call.process, path);
    if (typeof place === 'string') status = yield* fail(call, `${path}: ${STRERROR[place]}`);
    else yield* out(call, `${place.path}\n`);
  }
  return status;
}

export const attributes: Applets = { chmod, chown, chgrp: chown, readlink, realpath };
