import { expect, test } from 'vitest';
import { Cluster, locateNotes, locateProblems } from '../simulator/index.ts';
import { explanationCases } from './explanation-cases.fixture.ts';
import { explanations } from './explanations.ts';

test.each(explanationCases)('$code is what a manifest meets', ({ code, yaml, before }) => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  if (before) {
    expect(cluster.kubectl('kubectl apply -f -', before).stderr).toBe('');
    cluster.runUntil(5000);
  }
  const { stderr, codes } = cluster.kubectl('kubectl apply -f -', yaml);
  const problems = [...locateProblems(yaml, stderr, codes), ...locateNotes(yaml)];
  expect(problems.map((problem) => problem.code)).toContain(code);
});

test('what is met is explained, and what is explained can be met', () =>
  expect(Object.keys(explanations).sort()).toEqual(explanationCases.map(({ code }) => code).sort()));

test.each(Object.entries(explanations))(
  '%s has a sentence on what it means and one on what to do',
  (_, { means, todo }) => {
    for (const text of [means.en, todo.en]) expect(text).toMatch(/^[A-Z`].*\.$/);
    for (const text of [means.ko, todo.ko]) expect(text).toMatch(/[가-힣].*\.$/);
    expect(means.ko).toMatch(/니다\.$/);
  },
);
