import { holds } from '../../capabilities.ts';
import type { Node } from '../../filesystem.ts';
import { look, nodeAt, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, out, parse, put, usage, type Applets, type Call } from '../applet.ts';
import { modeLetters, parseMode } from '../file-modes.ts';
import { inside } from '../paths.ts';
import { groupId, loginGroup, userId } from '../users.ts';

/** What was done to a file: refused, or what -v (and, where something changed, -c) tells. */
type Done = { readonly refused: string } | { readonly told: string; readonly changed: boolean };

/** Calls `visit` for each path and, with -R, all below it; tells with -v, with -c what changed; -f tells no errors. */
function* each(
  call: Call,
  paths: readonly string[],
  letters: ReadonlySet<string>,
  visit: (node: Exclude<Node, { type: 'link' }>, path: string) => Done,
): Task<number> {
  let status = 0;
  for (const path of paths) {
    const place = look(call.process, path, letters.has('h') ? 'keep' : 'follow');
    const node = typeof place === 'string' ? undefined : place.node;
    if (node?.type === 'link') continue; // a link's own attributes are nobody's
    if (typeof place === 'string' || !node) {
      status = yield* fail(call, `${path}: ${STRERROR[typeof place === 'string' ? place : 'ENOENT']}`);
      continue;
    }
    const done: Done = place.mount.options.readOnly
      ? { refused: STRERROR.EROFS }
      : call.process.user !== 0 && call.process.user !== node.owner
        ? { refused: STRERROR.EPERM }
        : visit(node, path);
    if ('refused' in done) {
      status = 1;
      if (!letters.has('f')) yield* fail(call, `${path}: ${done.refused}`);
    } else if (letters.has('v') || (letters.has('c') && done.changed)) yield* out(call, `${done.told}\n`);
    if (letters.has('R') && node.type === 'directory') {
      const below = [...node.entries].filter(([, entry]) => entry.type !== 'link').map(([name]) => inside(path, name));
      if ((yield* each(call, below, letters, visit)) !== 0) status = 1;
    }
  }
  return status;
}

/** chmod [-Rvcf] mode files. @source busybox 1.35 coreutils/chmod.c */
function* chmod(call: Call): Task<number> {
  // a mode may look like an option: -x
  const at = call.args.findIndex((arg) => !/^-[-Rvcf]/.test(arg));
  const dashed = at >= 0 && /^-./.test(call.args[at]!);
  const options = parse(dashed ? call.args.with(at, `a${call.args[at]!}`) : call.args, 'Rvcf');
  if (isBad(options) || options.rest.length < 2) return yield* usage(call, options);
  const [word = '', ...paths] = options.rest;
  const mode = dashed ? word.slice(1) : word;
  const { umask } = call.process;
  if (parseMode(mode, 0, umask) === undefined) return yield* fail(call, `invalid mode '${mode}'`);
  return yield* each(call, paths, new Set(options.given.keys()), (node, path) => {
    const before = node.mode;
    node.mode = parseMode(mode, before, umask, node.type === 'directory') ?? before;
    const octal = (node.mode & 0o7777).toString(8).padStart(4, '0');
    return {
      changed: node.mode !== before,
      told: `mode of '${path}' changed to ${octal} (${modeLetters(node).slice(1)})`,
    };
  });
}

/** chown [-RvcfhLHP] user[:group] files; chgrp group files. @source busybox 1.35 coreutils/chown.c, libpwdgrp/uidgid_get.c */
function* chown(call: Call): Task<number> {
  const options = parse(call.args, 'RhvcfLHP');
  if (isBad(options) || options.rest.length < 2) return yield* usage(call, options);
  const [owner = '', ...paths] = options.rest;
  const { process } = call;
  let user: number | undefined;
  let group: number | undefined;
  if (call.called === 'chgrp') {
    group = groupId(process, owner);
    if (group === undefined) return yield* fail(call, `unknown group ${owner}`);
  } else {
    const [, name = '', separator, groupName = ''] = /^([^:.]*)(?:([:.])(.*))?$/.exec(owner) ?? [];
    user = userId(process, name);
    group =
      groupName !== ''
        ? groupId(process, groupName)
        : separator && user !== undefined
          ? loginGroup(process, user)
          : undefined;
    if (separator === undefined && user === undefined) return yield* fail(call, `unknown user ${owner}`);
    if (owner === ':') return yield* fail(call, 'unknown group ');
    if ((name !== '' && user === undefined) || (groupName !== '' && group === undefined))
      return yield* fail(call, `unknown user/group ${owner}`);
  }
  return yield* each(call, paths, new Set(options.given.keys()), (node, path) => {
    const { who } = process;
    const mayGive = who.user === 0 && holds(who.capabilities, 'CHOWN');
    if (!mayGive && user !== undefined && user !== node.owner) return { refused: STRERROR.EPERM };
    const changed = (user ?? node.owner) !== node.owner || (group ?? node.group ?? 0) !== (node.group ?? 0);
    if (user !== undefined) node.owner = user;
    if (group !== undefined) node.group = group;
    return { changed, told: `changed ownership of '${path}' to ${node.owner}:${node.group ?? 0}` };
  });
}

/** readlink [-fnv] file. @source busybox 1.35 coreutils/readlink.c */
function* readlink(call: Call): Task<number> {
  const options = parse(call.args, 'fnvsq');
  if (isBad(options) || options.rest.length !== 1) return yield* usage(call, options);
  const [path = ''] = options.rest;
  const end = options.given.has('n') ? '' : '\n';
  let why: string;
  if (options.given.has('f')) {
    const found = canonical(call, path);
    if (found.path !== undefined) return yield* put(call, found.path + end);
    why = found.why;
  } else {
    const place = look(call.process, path, 'keep');
    const node = typeof place === 'string' ? undefined : place.node;
    if (node?.type === 'link') return yield* put(call, node.target + end);
    why = `cannot read link: ${node ? 'not a symlink' : STRERROR[typeof place === 'string' ? place : 'ENOENT']}`;
  }
  return options.given.has('v') ? yield* fail(call, `${path}: ${why}`) : 1;
}

/** Where a path leads; its last name may be missing in a directory that was named. @source busybox 1.35 libbb/xreadlink.c xmalloc_realpath_coreutils */
function canonical(
  call: Call,
  path: string,
): { readonly path: string } | { readonly path?: never; readonly why: string } {
  const place = path === '' ? 'ENOENT' : look(call.process, path);
  if (typeof place === 'string') return { why: STRERROR[place] };
  const named = path.includes('/') || nodeAt(call.process, path, 'keep') !== undefined;
  return place.node || named ? { path: place.path } : { why: STRERROR.ENOENT };
}

/** realpath files. @source busybox 1.35 coreutils/realpath.c */
function* realpath(call: Call): Task<number> {
  const paths = call.args[0] === '--' ? call.args.slice(1) : call.args;
  if (paths.length === 0) return yield* usage(call);
  let status = 0;
  for (const path of paths) {
    const found = canonical(call, path);
    if (found.path === undefined) status = yield* fail(call, `${path}: ${found.why}`);
    else yield* out(call, `${found.path}\n`);
  }
  return status;
}

export const attributes: Applets = { chmod, chown, chgrp: chown, readlink, realpath };
