import type { JsonObject } from '../../src/simulator/api/json.ts';

/** What is done in a case of controllers.json at its second: one of these. */
export interface Action {
  readonly at: number;
  readonly apply?: JsonObject;
  readonly delete?: string;
  readonly cascade?: string;
  readonly grace?: number;
  readonly scale?: readonly [string, number];
  readonly patch?: readonly [string, JsonObject];
  readonly label?: readonly [string, string];
  readonly taint?: readonly [string, string];
  readonly kubectl?: string;
  readonly evict?: string;
  readonly nodeNotReady?: string;
  readonly nodeReady?: string;
  readonly nodeSilent?: string;
}

interface Named {
  readonly metadata: {
    readonly name: string;
    readonly creationTimestamp?: string | undefined;
    readonly deletionTimestamp?: string | null | undefined;
  };
}

/** "pod first" and "pod last": by creation, then name, of those that are not being deleted. */
export function podNamed(all: readonly Named[], what: string): string {
  const pods = all
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .sort((a, b) => (byCreation(a) < byCreation(b) ? -1 : 1));
  if (what === 'pod first') return pods[0]?.metadata.name ?? '';
  if (what === 'pod last') return pods.at(-1)?.metadata.name ?? '';
  return what.replace(/^pod[ /]/, '');
}
const byCreation = ({ metadata }: Named): string => `${metadata.creationTimestamp ?? ''} ${metadata.name}`;

/** The kubectl command that an action stands for, without "kubectl". */
export function wordsOf(action: Action, pods: readonly Named[]): string[] {
  const named = (what: string): string[] => (what.startsWith('pod ') ? ['pod', podNamed(pods, what)] : [what]);
  if (action.apply) return ['apply', '-f', '-'];
  if (action.delete)
    return [
      'delete',
      ...named(action.delete),
      ...(action.cascade ? [`--cascade=${action.cascade}`] : []),
      ...(action.grace === undefined
        ? []
        : [`--grace-period=${action.grace}`, ...(action.grace === 0 ? ['--force'] : [])]),
      '--wait=false',
    ];
  if (action.scale) return ['scale', action.scale[0], `--replicas=${action.scale[1]}`];
  if (action.patch) return ['patch', action.patch[0], '--type=merge', '-p', JSON.stringify(action.patch[1])];
  if (action.label) return ['label', ...named(action.label[0]), action.label[1], '--overwrite'];
  if (action.taint) return ['taint', 'node', ...action.taint];
  return (action.kubectl ?? '').split(' ');
}
