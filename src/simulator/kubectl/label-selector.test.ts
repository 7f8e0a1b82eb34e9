import { expect, test } from 'vitest';
import { matchesRequirements } from '../selector.ts';
import { parseLabelSelector } from './label-selector.ts';

const labels = { app: 'web', tier: 'front', size: '3' };

test.each([
  ['app=web', true],
  ['app==web,tier=front', true],
  ['app!=db', true],
  ['app in (db, web)', true],
  ['app notin (web)', false],
  ['zone', false],
  ['!zone,app', true],
  ['size>2', true],
  ['app=', false],
])('-l %s finds it: %s', (text, found) => {
  const selector = parseLabelSelector(text);
  expect('problem' in selector ? selector : matchesRequirements(selector.requirements, labels)).toBe(found);
});

test.each(['app in web', 'app=web)', '=web', 'a b'])('-l %s is refused', (text) =>
  expect(parseLabelSelector(text)).toHaveProperty('problem'),
);
