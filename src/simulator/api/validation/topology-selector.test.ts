import { expect, test } from 'vitest';
import { describe, Path } from '../field-error.ts';
import type { TopologySelectorTerm } from '../schema/kinds.ts';
import { validateAllowedTopologies } from './topology-selector.ts';

const zone = { key: 'zone', values: ['a', 'b'] };

test.each<[string, TopologySelectorTerm[], string[]]>([
  ['two places', [{ matchLabelExpressions: [zone] }, { matchLabelExpressions: [{ key: 'zone', values: ['c'] }] }], []],
  [
    'a place twice',
    [{ matchLabelExpressions: [zone] }, { matchLabelExpressions: [{ key: 'zone', values: ['b', 'a'] }] }],
    ['t[1].matchLabelExpressions: Duplicate value: ""'],
  ],
  [
    'a key and a value twice',
    [{ matchLabelExpressions: [zone, { key: 'zone', values: ['c', 'c'] }] }],
    [
      't[0].matchLabelExpressions[1].values[1]: Duplicate value: "c"',
      't[0].matchLabelExpressions[1].key: Duplicate value: "zone"',
    ],
  ],
])('%s', (_, terms, expected) =>
  expect([...validateAllowedTopologies(terms, Path.root('t'))].map(describe)).toEqual(expected),
);
