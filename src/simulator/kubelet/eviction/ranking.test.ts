import { expect, test } from 'vitest';
import type { Pod } from '../../api/schema/kinds.ts';
import { rank, type PodStatistics } from './ranking.ts';
import type { StarvedResource } from './thresholds.ts';

const MI = 1024 * 1024;

interface Case {
  readonly memory?: number;
  readonly disk?: number;
  readonly volumes?: number;
  readonly processes?: number;
  readonly request?: { readonly memory?: string; readonly 'ephemeral-storage'?: string };
  readonly priority?: number;
  /** Nothing of it has been started. */
  readonly unstarted?: true;
}

/** Amounts in MiB. */
function ranked(name: string, uses: Case): { pod: Pod; statistics: PodStatistics | undefined } {
  const { memory = 0, disk = 0, volumes = 0, processes = 1, request, priority = 0 } = uses;
  const app = { name: 'app', ...(request ? { resources: { requests: request } } : {}) };
  return {
    pod: { metadata: { name }, spec: { priority, containers: [app] } } as unknown as Pod,
    statistics: uses.unstarted && undefined,
    ...(uses.unstarted
      ? {}
      : {
          statistics: {
            memory: new Map([['app', memory * MI]]),
            disk: new Map([['app', disk * MI]]),
            volumes: volumes * MI,
            processes,
          },
        }),
  };
}

const order = (resource: StarvedResource, pods: Readonly<Record<string, Case>>): string =>
  rank(
    resource,
    Object.entries(pods).map(([name, uses]) => ranked(name, uses)),
  )
    .map(({ pod }) => pod.metadata.name)
    .join(' ');

const five: Readonly<Record<string, Case>> = {
  guaranteed: { memory: 480, request: { memory: '500Mi' } },
  greedy: { memory: 700, request: { memory: '200Mi' } },
  bare: { memory: 90 },
  modest: { memory: 550, request: { memory: '600Mi' } },
  important: { memory: 300, request: { memory: '100Mi' }, priority: 1000 },
};

test.each<[string, StarvedResource, Readonly<Record<string, Case>>, string]>([
  ['over the request first, then priority, then by how far', 'memory', five, 'greedy bare important guaranteed modest'],
  [
    'a high priority does not help who uses more than it asked for',
    'memory',
    {
      modest: { memory: 100, request: { memory: '200Mi' } },
      proud: { memory: 200, request: { memory: '100Mi' }, priority: 1_000_000 },
    },
    'proud modest',
  ],
  [
    'exactly the request is not more than the request',
    'memory',
    { exact: { memory: 100, request: { memory: '100Mi' } }, bare: { memory: 1 } },
    'bare exact',
  ],
  [
    'a negative priority goes first among those that are over',
    'memory',
    { big: { memory: 500 }, low: { memory: 10, priority: -5 } },
    'low big',
  ],
  [
    'what has no statistics yet goes before all',
    'memory',
    { bare: { memory: 900 }, coming: { unstarted: true } },
    'coming bare',
  ],
  [
    'memory is not looked at where the disk is full',
    'ephemeral-storage',
    { fat: { memory: 900, disk: 1 }, writer: { disk: 5 } },
    'writer fat',
  ],
  [
    'emptyDirs count as disk',
    'ephemeral-storage',
    { layer: { disk: 20 }, volume: { disk: 1, volumes: 40 } },
    'volume layer',
  ],
  [
    'a request for ephemeral storage protects',
    'ephemeral-storage',
    { asked: { disk: 90, request: { 'ephemeral-storage': '100Mi' } }, bare: { disk: 2 } },
    'bare asked',
  ],
  [
    'of process ids requests do not count: priority, then the number of processes',
    'pids',
    { many: { processes: 90 }, few: { processes: 2 }, low: { processes: 1, priority: -1 } },
    'low many few',
  ],
])('%s', (_, resource, pods, expected) => expect(order(resource, pods)).toBe(expected));
