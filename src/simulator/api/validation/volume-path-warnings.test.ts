import { expect, test } from 'vitest';
import type { Volume } from '../schema/kinds.ts';
import { volumePathWarnings } from './volume-path-warnings.ts';

const item = (path: string): { key: string; path: string } => ({ key: 'k', path });

test.each<[string, Volume, string[]]>([
  ['files beside each other', { name: 'v', configMap: { name: 'c', items: [item('a'), item('ab')] } }, []],
  [
    'a file below a file',
    { name: 'v', configMap: { name: 'c', items: [item('a'), item('a/b')] } },
    ['volume "v" (ConfigMap "c"): overlapping paths: "a/b" with "a"'],
  ],
  [
    'a file where a token lies',
    {
      name: 'v',
      projected: {
        sources: [{ serviceAccountToken: { path: 't' } }, { secret: { name: 's', items: [item('t/')] } }, {}],
      },
    },
    [
      'volume "v" (Projected) has no sources provided',
      'volume "v" (Projected): overlapping paths: "t" (Secret "s") with "t" (ServiceAccountToken)',
    ],
  ],
])('%s', (_, volume, expected) => expect([...volumePathWarnings([volume])]).toEqual(expected));
