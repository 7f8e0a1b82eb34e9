import { DEFAULT_PATH, searchPath } from '../../executable.ts';
import type { Process } from '../../process.ts';
import { nodeAt } from '../../system-calls.ts';
import { sleep, type Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { findCommand } from '../run-command.ts';
import { groupName, knownGroup, knownUser, userName } from '../users.ts';

/** env [-i] [-u name] [name=value] [command]. */
function* env(call: Call): Task<number> {
  const options = parse(call.args, '+iu:0', { 'ignore-environment': 'i', unset: 'u' });
  if (isBad(options)) return yield* usage(call, options);
  const { process } = call;
  if (options.given.has('i') || options.rest[0] === '-') process.env.clear();
  for (const name of options.given.get('u') ?? []) process.env.delete(name);
  let at = options.rest[0] === '-' ? 1 : 0;
  for (; options.rest[at]?.includes('='); at++) {
    const [name = '', ...value] = options.rest[at]!.split('=');
    process.env.set(name, value.join('='));
  }
  const argv = options.rest.slice(at);
  if (argv.length === 0) {
    yield* out(
      call,
      [...process.env].map(([name, value]) => `${name}=${value}${options.given.has('0') ? '\0' : '\n'}`).join(''),
    );
    return 0;
  }
  return yield* runInstead(call, argv);
}

/** The process becomes another program's. */
function* runInstead(call: Call, argv: readonly string[]): Task<number> {
  const found = findCommand(call.process, argv);
  if ('missing' in found) return yield* fail(call, `can't execute '${argv[0] ?? ''}': ${found.missing}`, found.status);
  call.process.replaceBy(found.program, found.argv);
  return 0;
}

function* printenv(call: Call): Task<number> {
  if (call.args.length === 0) return yield* env({ ...call, args: [] });
  let status = 0;
  for (const name of call.args) {
    const value = call.process.env.get(name);
    if (value === undefined) status = 1;
    else yield* out(call, `${value}\n`);
  }
  return status;
}

/** id [-ugGn]. @source busybox 1.35 coreutils/id.c */
function* id(call: Call): Task<number> {
  const options = parse(call.args, 'rnugG');
  if (isBad(options)) return yield* usage(call, options);
  const { process } = call;
  const [asked] = options.rest;
  if (asked !== undefined && knownUser(process, process.user) !== asked)
    return yield* fail(call, `unknown user ${asked}`);
  const { user, gid = 0, groups = [] } = process.who;
  const all = [...new Set([gid, ...groups])];
  const names = options.given.has('n');
  if (options.given.has('u')) yield* out(call, `${names ? userName(process, user) : user}\n`);
  else if (options.given.has('g')) yield* out(call, `${names ? groupName(process, gid) : gid}\n`);
  else if (options.given.has('G'))
    yield* out(call, `${all.map((group) => (names ? groupName(process, group) : String(group))).join(' ')}\n`);
  else {
    const named = (number: number, name: string | undefined): string =>
      name === undefined ? String(number) : `${number}(${name})`;
    const list =
      groups.length > 0 || gid === 0
        ? ` groups=${all.map((group) => named(group, knownGroup(process, group))).join(',')}`
        : '';
    yield* out(
      call,
      `uid=${named(user, knownUser(process, user))} gid=${named(gid, knownGroup(process, gid))}${list}\n`,
    );
  }
  return 0;
}

function* groups(call: Call): Task<number> {
  const [asked] = call.args;
  if (asked !== undefined && knownUser(call.process, call.process.user) !== asked)
    return yield* fail(call, `unknown user ${asked}`);
  const { gid = 0, groups: others = [] } = call.process.who;
  yield* out(call, `${[...new Set([gid, ...others])].map((group) => groupName(call.process, group)).join(' ')}\n`);
  return 0;
}

function* whoami(call: Call): Task<number> {
  const name = knownUser(call.process, call.process.user);
  if (name === undefined) return yield* fail(call, `unknown uid ${call.process.user}`);
  yield* out(call, `${name}\n`);
  return 0;
}

function* hostname(call: Call): Task<number> {
  const options = parse(call.args, 'dfisF:v', { domain: 'd', fqdn: 'f', file: 'F' });
  if (isBad(options)) return yield* usage(call, options);
  if (options.rest.length > 0) return yield* fail(call, 'sethostname: Operation not permitted');
  const { namespace, network } = call.process;
  const { given } = options;
  const name = namespace.hostname;
  let full = name;
  if (given.has('d') || given.has('f') || given.has('i')) {
    const known = canonicalName(call.process);
    if (known === undefined && network.resolve(name) === undefined)
      return yield* fail(call, `${name}: Host name lookup failure`);
    full = known ?? name;
  }
  const [first = '', ...domain] = full.split('.');
  if (given.has('d') && domain.length === 0 && !given.has('f') && !given.has('s')) return 0;
  const told = given.has('f')
    ? full
    : given.has('s')
      ? first
      : given.has('d')
        ? domain.join('.')
        : given.has('i')
          ? network.address
          : name;
  yield* out(call, `${told}\n`);
  return 0;
}

/** The first name of the line of /etc/hosts that has the host's name. */
function canonicalName(process: Process): string | undefined {
  const { hostname } = process.namespace;
  const hosts = nodeAt(process, '/etc/hosts');
  const lines = hosts?.type === 'file' ? hosts.content.split('\n') : [];
  const names = lines.map((line) =>
    (line.split('#')[0] ?? '')
      .trim()
      .split(/[ \t]+/)
      .slice(1),
  );
  return names.find((known) => known.includes(hostname))?.[0];
}

const SYSTEM = { s: 'Linux', n: '', r: '6.1.0', v: '#1 SMP', m: 'x86_64', p: 'unknown', i: 'unknown', o: 'GNU/Linux' };

function* uname(call: Call): Task<number> {
  const options = parse(call.args, 'amnrspvio');
  if (isBad(options) || options.rest.length > 0) return yield* usage(call, options);
  const values = { ...SYSTEM, n: call.process.namespace.hostname };
  const letters = (Object.keys(values) as (keyof typeof values)[]).filter(
    (letter) => options.given.has(letter) || (options.given.has('a') && letter !== 'p' && letter !== 'i'),
  );
  yield* out(call, `${(letters.length > 0 ? letters : (['s'] as const)).map((letter) => values[letter]).join(' ')}\n`);
  return 0;
}

function* arch(call: Call): Task<number> {
  yield* out(call, `${SYSTEM.m}\n`);
  return 0;
}

/** setsid program: sessions are not simulated, and a process without a terminal is in none. */
function* setsid(call: Call): Task<number> {
  const options = parse(call.args, '+c');
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  return yield* runInstead(call, options.rest);
}

/** nohup program: SIGHUP is nothing to it. */
function* nohup(call: Call): Task<number> {
  if (call.args.length === 0) return yield* usage(call);
  call.process.handlers.set('SIGHUP', 'ignore');
  return yield* runInstead(call, call.args);
}

function* which(call: Call): Task<number> {
  const options = parse(call.args, 'a');
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  const { process } = call;
  let status = 0;
  for (const name of options.rest) {
    const found = searchPath(process.files, name, process.env.get('PATH') ?? DEFAULT_PATH, process.cwd, process.who);
    if (found !== undefined && nodeAt(process, found)?.type === 'file')
      yield* out(call, `${name.includes('/') ? name : found}\n`);
    else status = 1;
  }
  return status;
}

function* basename(call: Call): Task<number> {
  const options = parse(call.args, '+as:');
  const operands = isBad(options) ? [] : options.rest;
  const every = !isBad(options) && (options.given.has('a') || options.given.has('s'));
  if (isBad(options) || operands.length === 0 || (!every && operands.length > 2)) return yield* usage(call, options);
  const suffix = every ? options.given.get('s')?.at(-1) : operands[1];
  for (const path of every ? operands : operands.slice(0, 1)) {
    const trimmed = path.replace(/(.)\/+$/, '$1');
    const name = trimmed === '/' ? '/' : (trimmed.split('/').at(-1) ?? '');
    const isEnd = suffix !== undefined && suffix !== name && name.endsWith(suffix);
    yield* out(call, `${isEnd ? name.slice(0, name.length - suffix.length) : name}\n`);
  }
  return 0;
}

function* dirname(call: Call): Task<number> {
  const [path, more] = call.args[0] === '--' ? call.args.slice(1) : call.args;
  if (path === undefined || more !== undefined) return yield* usage(call);
  const trimmed = path.replace(/(.)\/+$/, '$1');
  const slash = trimmed.lastIndexOf('/');
  const above = trimmed.slice(0, Math.max(0, slash)).replace(/\/+$/, '');
  const root = /^\/\/(?!\/)/.test(path) ? '//' : '/'; // two slashes may mean something to a system
  yield* out(call, `${slash < 0 ? '.' : above || root}\n`);
  return 0;
}

function* pwd(call: Call): Task<number> {
  yield* out(call, `${call.process.cwd}\n`);
  return 0;
}

function* tty(call: Call): Task<number> {
  if (!call.args.includes('-s')) yield* out(call, 'not a tty\n');
  return 1;
}

/** yes [words]: without end, and it takes CPU. */
function* yes(call: Call): Task<number> {
  const block = `${call.args.length > 0 ? call.args.join(' ') : 'y'}\n`.repeat(64);
  for (;;) {
    if (!(yield* out(call, block))) return 1;
    yield call.process.work(500) ?? sleep(1);
  }
}

function* nproc(call: Call): Task<number> {
  yield* out(call, '4\n');
  return 0;
}

function* nothing(): Task<number> {
  return 0;
}

function* clear(call: Call): Task<number> {
  yield* out(call, '\x1b[H\x1b[J');
  return 0;
}

export const system: Applets = {
  env,
  printenv,
  id,
  whoami,
  hostname,
  uname,
  which,
  basename,
  dirname,
  pwd,
  tty,
  yes,
  arch,
  groups,
  nohup,
  setsid,
  nproc,
  sync: nothing,
  clear,
};
