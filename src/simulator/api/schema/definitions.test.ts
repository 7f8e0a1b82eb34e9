import { expect, test } from 'vitest';
import { definitionOf } from './definitions.ts';
import { fieldLines } from './facts.ts';

test.each([
  ['ContainerPort', 'containerPort', { type: 'int32', required: 0 }],
  ['ContainerPort', 'protocol', { type: 'string', enum: ['SCTP', 'TCP', 'UDP'] }],
  ['PodSpec', 'nodeSelector', { type: '{}string', map: 'atomic' }],
  [
    'PodSpec',
    'volumes',
    { type: '[]#Volume', list: 'map', keys: ['name'], mergeKey: 'name', patch: 'merge,retainKeys' },
  ],
  ['HostPathVolumeSource', 'nothing', undefined],
  ['Nothing', 'name', undefined],
  ['constructor', 'name', undefined],
])('%s.%s', (definition, field, facts) => expect(definitionOf(definition)?.[field]).toEqual(facts));

test('an empty text can be one of an enumeration', () =>
  expect(definitionOf('HostPathVolumeSource')?.['type']?.enum).toContain(''));

test('every type that a field names is defined', () => {
  const named = Object.keys(fieldLines).flatMap((name) =>
    Object.values(definitionOf(name) ?? {}).flatMap(({ type }) => /#(\w+)$/.exec(type)?.[1] ?? []),
  );
  expect(named.length).toBeGreaterThan(300);
  expect(named.filter((name) => !definitionOf(name))).toEqual([]);
});
