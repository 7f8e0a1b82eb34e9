import { expect, test } from 'vitest';
import type { Pod } from '../api/schema/kinds.ts';
import { hasStorageLimits, storageExceeded } from './local-storage.ts';

const MI = 1024 * 1024;
const limited = (name: string, limit?: string, more: object = {}): object => ({
  name,
  ...(limit ? { resources: { limits: { 'ephemeral-storage': limit } } } : {}),
  ...more,
});
const pod = (
  containers: readonly object[],
  volumes: Readonly<Record<string, string | undefined>> = {},
  init: readonly object[] = [],
): Pod =>
  ({
    spec: {
      containers,
      initContainers: init,
      volumes: Object.entries(volumes).map(([name, sizeLimit]) => ({ name, emptyDir: sizeLimit ? { sizeLimit } : {} })),
    },
  }) as unknown as Pod;

/** Amounts in MiB. */
const exceeded = (
  of: Pod,
  containers: Readonly<Record<string, number>>,
  volumes: Readonly<Record<string, number>> = {},
): string | undefined => {
  const bytes = (amounts: Readonly<Record<string, number>>): Map<string, number> =>
    new Map(Object.entries(amounts).map(([name, amount]) => [name, amount * MI]));
  return storageExceeded(of, { containers: bytes(containers), volumes: bytes(volumes) });
};

const volume = 'Usage of EmptyDir volume "data" exceeds the limit "10Mi". ';
const total = (limit: string): string =>
  `Pod ephemeral local storage usage exceeds the total limit of containers ${limit}. `;

test.each<[string, string | undefined, string | undefined]>([
  ['an emptyDir beyond its limit', exceeded(pod([limited('app')], { data: '10Mi' }), { app: 1 }, { data: 11 }), volume],
  ['at its limit it stays', exceeded(pod([limited('app')], { data: '10Mi' }), { app: 1 }, { data: 10 }), undefined],
  ['a limit of 0 is none', exceeded(pod([limited('app')], { data: '0' }), { app: 1 }, { data: 10 }), undefined],
  [
    'the volume is named before the Pod',
    exceeded(pod([limited('app', '1Mi')], { data: '10Mi' }), { app: 9 }, { data: 11 }),
    volume,
  ],
  [
    'an emptyDir without a limit counts to the Pod',
    exceeded(pod([limited('app', '5Mi')], { data: undefined }), { app: 1 }, { data: 5 }),
    total('5Mi'),
  ],
  [
    'limits of containers are added',
    exceeded(pod([limited('a', '5Mi'), limited('b', '3Mi')]), { a: 2, b: 7 }),
    total('8Mi'),
  ],
  [
    'one container may be beyond its own while the Pod is not',
    exceeded(pod([limited('a', '5Mi'), limited('b', '9Mi')]), { a: 6, b: 1 }),
    'Container a exceeded its local ephemeral storage limit "5Mi". ',
  ],
  ['without limits nothing is too much', exceeded(pod([limited('app')]), { app: 5000 }), undefined],
  [
    'a sidecar adds its limit',
    exceeded(pod([limited('app', '5Mi')], {}, [limited('side', '5Mi', { restartPolicy: 'Always' })]), {
      app: 5,
      side: 5,
    }),
    undefined,
  ],
])('%s', (_, said, expected) => expect(said).toBe(expected));

test.each([
  ['no limits', pod([limited('app')]), false],
  ['a container', pod([limited('app', '1Mi')]), true],
  ['a sidecar', pod([limited('app')], {}, [limited('side', '1Mi', { restartPolicy: 'Always' })]), true],
  ['an emptyDir', pod([limited('app')], { data: '1Mi' }), true],
])('%s: worth looking at is %s', (_, of, expected) => expect(hasStorageLimits(of)).toBe(expected));
