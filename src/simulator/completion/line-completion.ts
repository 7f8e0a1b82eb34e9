import type { Kind } from '../api/schema/kinds.ts';
import { kinds } from '../api/schema/facts.ts';
import type { ClusterAccess } from '../kubectl/command.ts';
import { heardLeases } from '../kubectl/heard-leases.ts';
import type { CommandRow } from '../kubectl/command-row.ts';
import { commands } from '../kubectl/commands.ts';
import { notSimulated } from '../kubectl/commands/not-simulated.ts';
import { globalFlags, type Flag } from '../kubectl/flags.ts';
import { findResource, resources, type Resource } from '../kubectl/resources.ts';
import type { Completion, CompletionItem } from './completion.ts';

/** What output of kubectl is usually piped into. */
const FILTERS = ['awk', 'cut', 'grep', 'head', 'sed', 'sort', 'tail', 'uniq', 'wc'];
const OUTPUTS = ['custom-columns=', 'json', 'jsonpath=', 'name', 'wide', 'yaml'];
/** Commands whose names are Pods unless a type is said. */
const ON_PODS = new Set(['attach', 'debug', 'exec', 'logs', 'port-forward']);
const ON_NODES = new Set(['cordon', 'drain', 'uncordon', 'top node']);
/** Commands that take a type, then names of it. */
const ON_TYPES = new Set([
  ...['annotate', 'delete', 'describe', 'edit', 'explain', 'expose', 'get', 'label', 'patch', 'scale', 'taint', 'wait'],
  ...['rollout history', 'rollout pause', 'rollout restart', 'rollout resume', 'rollout status', 'rollout undo'],
  ...['set env', 'set image', 'set resources'],
]);

/**
 * What may end a line at the terminal: commands, flags, types, and the names of what this cluster holds.
 * @param line - up to the caret
 */
export function completeLine(cluster: ClusterAccess, line: string): Completion {
  const from = Math.max(line.lastIndexOf(' '), line.lastIndexOf('|'), line.lastIndexOf('\t')) + 1;
  const partial = line.slice(from);
  const pipe = line.lastIndexOf('|');
  const before = line
    .slice(pipe + 1, from)
    .split(' ')
    .filter(Boolean);
  if (pipe >= 0) return begun(from, partial, before.length === 0 ? FILTERS.map((label) => ({ label })) : []);
  if (before.length === 0) return begun(from, partial, [{ label: 'kubectl' }, ...BESIDE, ...named(commands)]);
  if (before[0] === 'sleep') return begun(from, partial, []);
  if (before[0] === 'watch') {
    const watched = watchedWords(before.slice(1));
    return watched.length > 0
      ? begun(from, partial, itemsAfter(cluster, withoutName(watched), partial))
      : begun(from, partial, [{ label: 'kubectl' }, ...named(commands)]);
  }
  return begun(from, partial, itemsAfter(cluster, withoutName(before), partial));
}

/** What runs beside kubectl here. */
const BESIDE: readonly CompletionItem[] = [{ label: 'sleep' }, { label: 'watch' }];

const withoutName = (words: readonly string[]): readonly string[] =>
  words[0] === 'kubectl' || words[0] === 'k' ? words.slice(1) : words;

/** The line that `watch` repeats: what stands after its own flags, of which -n has a value. */
function watchedWords(words: readonly string[]): readonly string[] {
  let at = 0;
  while (words[at]?.startsWith('-')) at += words[at] === '-n' || words[at] === '--interval' ? 2 : 1;
  return words.slice(at);
}

/** Items that begin as the word does, a blank behind those that end a word. */
function begun(from: number, partial: string, items: readonly CompletionItem[]): Completion {
  return {
    from,
    items: items
      .filter(({ label }) => label.startsWith(partial))
      .map((item) =>
        item.insert === undefined && !/[=/]$/.test(item.label) ? { ...item, insert: `${item.label} ` } : item,
      ),
  };
}

const named = (rows: Readonly<Record<string, CommandRow>>): CompletionItem[] =>
  Object.entries(rows)
    .filter(([, row]) => row.run !== notSimulated)
    .map(([label]) => ({ label }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));

function itemsAfter(cluster: ClusterAccess, words: readonly string[], partial: string): CompletionItem[] {
  const { path, row, args, namespace, open } = read(words);
  if (open) return valuesOf(cluster, open, { args, namespace });
  if (!row) return named(commands);
  if (partial.startsWith('-')) return flagsOf(row, partial);
  if (row.below && args.length === 0) return named(row.below);
  const command = path.join(' ');
  if (ON_NODES.has(command)) return names(cluster, 'Node', undefined);
  if (ON_PODS.has(command)) return args.length === 0 ? names(cluster, 'Pod', namespace) : [];
  if (command === 'top pod') return names(cluster, 'Pod', namespace);
  if (!ON_TYPES.has(command)) return [];
  const slash = partial.indexOf('/');
  if (slash >= 0) {
    const resource = findResource(partial.slice(0, slash));
    return resource
      ? namesOf(cluster, resource, namespace).map(({ label }) => ({ label: `${partial.slice(0, slash)}/${label}` }))
      : [];
  }
  const [type] = args;
  if (type === undefined) return types(command);
  if (command === 'explain' || type.includes('/')) return [];
  const resource = findResource(type);
  return resource ? namesOf(cluster, resource, namespace).filter(({ label }) => !args.includes(label)) : [];
}

/** What stands before the word that is typed: the command, its arguments, and a flag that waits for its value. */
function read(words: readonly string[]): {
  readonly path: readonly string[];
  readonly row: CommandRow | undefined;
  readonly args: readonly string[];
  readonly namespace: string;
  readonly open: Flag | undefined;
} {
  const path: string[] = [];
  const args: string[] = [];
  let row: CommandRow | undefined;
  let below: Readonly<Record<string, CommandRow>> | undefined = commands;
  let namespace = 'default';
  let open: Flag | undefined;
  for (const word of words) {
    if (open) {
      if (open.name === 'namespace') namespace = word;
      open = undefined;
    } else if (word.startsWith('-') && word.length > 1) {
      const [name = '', value] = word.split('=');
      const flag = [...(row?.flags ?? []), ...globalFlags].find(
        (f) => name === `--${f.name}` || name === `-${f.short}`,
      );
      if (flag?.name === 'namespace' && value !== undefined) namespace = value;
      else if (flag && flag.bare === undefined && value === undefined) open = flag;
    } else {
      const found: readonly [string, CommandRow] | undefined =
        args.length === 0
          ? Object.entries(below ?? {}).find(([name, { aliases }]) => name === word || aliases?.includes(word))
          : undefined;
      if (found) {
        path.push(found[0]);
        row = found[1];
        below = row.below;
      } else args.push(word);
    }
  }
  return { path, row, args, namespace, open };
}

function flagsOf(row: CommandRow, partial: string): CompletionItem[] {
  if (!partial.startsWith('--') && partial !== '-') return [];
  const shown = globalFlags.filter(({ name }) => name === 'namespace' || name === 'help');
  return [...(row.flags ?? []), ...shown]
    .map(({ name, bare, short }) => ({
      label: `--${name}${bare === undefined ? '=' : ''}`,
      ...(short === undefined ? {} : { detail: `-${short}` }),
    }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}

function valuesOf(
  cluster: ClusterAccess,
  { name }: Flag,
  { args, namespace }: { readonly args: readonly string[]; readonly namespace: string },
): CompletionItem[] {
  if (name === 'namespace') return names(cluster, 'Namespace', undefined);
  if (name === 'output') return OUTPUTS.map((label) => ({ label }));
  if (name === 'container') {
    const pod = cluster.store.get('Pod', namespace, (args.at(-1) ?? '').replace(/^pods?\//, ''));
    return [...(pod?.spec.containers ?? []), ...(pod?.spec.initContainers ?? [])].map((c) => ({ label: c.name }));
  }
  return [];
}

/** Types as people type them; what stands after `explain` may be any of them too. */
function types(command: string): CompletionItem[] {
  const shown = command.startsWith('rollout')
    ? resources.filter(({ kind }) => ['DaemonSet', 'Deployment', 'StatefulSet'].includes(kind))
    : resources;
  const items = shown.map(({ plural, short }) => ({
    label: plural,
    ...(short[0] === undefined ? {} : { detail: short[0] }),
  }));
  return items.sort((a, b) => (a.label < b.label ? -1 : 1));
}

function namesOf(cluster: ClusterAccess, { kind }: Resource, namespace: string): CompletionItem[] {
  return kinds.some((k) => k.kind === kind) ? names(cluster, kind, namespace) : [];
}

/** Names in this namespace; objects of the whole cluster have none. */
function names(cluster: ClusterAccess, kind: Kind, namespace: string | undefined): CompletionItem[] {
  const { clock, store } = cluster;
  const heard = kind === 'Lease' ? heardLeases(store, namespace, clock.epoch + clock.now) : [];
  return [...store.list(kind), ...heard]
    .filter(({ metadata }) => metadata.namespace === undefined || metadata.namespace === namespace)
    .map(({ metadata }) => ({ label: metadata.name }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}
