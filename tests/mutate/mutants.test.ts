import { expect, test } from 'vitest';
import { mutantsOf } from './mutants.ts';

const named = (yaml: string): Record<string, string> =>
  Object.fromEntries(mutantsOf(yaml).map((m) => [m.name, m.yaml]));

test.each([
  ['a field is dropped', 'a: 1\nb: 2\n', 'a: dropped', 'b: 2\n'],
  ['a number has neighbours', 'count: 3\n', 'count: 3 becomes 4', 'count: 4\n'],
  ['a number becomes a string', 'count: 3\n', 'count: 3 becomes "3"', 'count: "3"\n'],
  ['a quantity loses its unit', 'cpu: 250m\n', 'cpu: "250m" becomes "250"', 'cpu: "250"\n'],
  ['a word is taken for another', 'policy: Always\n', 'policy: "Always" becomes "Never"', 'policy: Never\n'],
  ['a field goes a level up', 'a:\n  b: 1\n', 'a.b: a level too high', 'a: {}\nb: 1\n'],
  ['a field goes a level down', 'a:\n  b: 1\nc: x y\n', 'c: moved into a', 'a:\n  b: 1\n  c: x y\n'],
  ['two fields are swapped', 'requests: p\nlimits: q\n', 'requests: swapped with limits', 'requests: q\nlimits: p\n'],
  ['a field is taken for another', 'command: x\n', 'command: called args', 'args: x\n'],
  ['a list loses an item', 'l:\n  - a\n  - b\n', 'l[0]: dropped', 'l:\n  - b\n'],
  ['a list turns', 'l:\n  - a\n  - b\n', 'l: in reverse order', 'l:\n  - b\n  - a\n'],
  ['a word that YAML 1.1 reads as true stays a word', 'v: "yes"\nw: 1\n', 'w: dropped', 'v: "yes"\n'],
])('%s', (_, yaml, name, expected) => expect(named(yaml)[name]).toBe(expected));

test('every mutant is another text, and no two are the same', () => {
  const yaml = 'kind: Pod\nspec:\n  containers:\n    - name: a\n      ports:\n        - containerPort: 0\n';
  const texts = mutantsOf(yaml).map((m) => m.yaml);
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts).not.toContain(yaml);
});

test('one document changes at a time', () => {
  const mutants = named('kind: A\nmetadata:\n  name: p\n---\nkind: B\nmetadata:\n  name: q\n');
  expect(mutants['A/p: kind: dropped']).toBe('metadata:\n  name: p\n---\nkind: B\nmetadata:\n  name: q\n');
});
