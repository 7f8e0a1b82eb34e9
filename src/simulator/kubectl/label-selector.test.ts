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

test.each([
  ['=web', "found '=', expected: !, identifier, or 'end of string'"],
  ['app=web,', "found '', expected: identifier after ','"],
  ['app=web)', "found ')', expected: ',' or 'end of string'"],
  ['app in web', "unable to parse requirement: found 'web' expected: '('"],
  ['a in (b c)', "unable to parse requirement: found 'c', expected: ',' or ')'"],
  ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ['!', "unable to parse requirement: found '', expected: identifier"],
  [
    'a>b',
    `unable to parse requirement: values[0]: Invalid value: "b": for 'Gt', 'Lt' operators, the value must be an integer`,
  ],
])('-l %s is refused: %s', (text, problem) => expect(parseLabelSelector(text)).toEqual({ problem }));
