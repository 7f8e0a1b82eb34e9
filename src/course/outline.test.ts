import { expect, test } from 'vitest';
import { exercise } from './exercise.ts';
import { modules } from './modules.ts';
import { outline } from './outline.ts';

const both = { en: 'x', ko: 'x' };
const anExercise = (id: string, lesson: string, order = 1) => ({
  id,
  data: exercise.parse({
    type: 'manifest',
    lesson,
    order,
    difficulty: 1,
    minutes: 5,
    title: both,
    hints: { en: [], ko: [] },
    variants: { shown: both },
  }),
});

test('a lesson is followed by its exercises in their order', () => {
  const probes = outline(modules, new Set(['probe-timing', 'three-probes']), [
    anExercise('b', 'probe-timing', 2),
    anExercise('c', 'probe-timing'),
    anExercise('a', 'probe-timing'),
  ]).find(({ id }) => id === 'probes');
  expect(probes?.steps.map(({ key }) => key)).toEqual([
    'lesson/three-probes',
    'lesson/probe-timing',
    'exercise/a',
    'exercise/c',
    'exercise/b',
  ]);
});

test('what is planned and not written is named apart, and its exercises are not lost', () => {
  const probes = outline(modules, new Set(['probe-timing']), [anExercise('a', 'probe-design')]).find(
    ({ id }) => id === 'probes',
  );
  expect(probes?.lessons.map(({ id }) => id)).toEqual(['probe-timing']);
  expect(probes?.toCome.map(({ id }) => id)).toEqual([
    'three-probes',
    'probe-handlers',
    'readiness-and-traffic',
    'probe-design',
  ]);
  expect(probes?.strayExercises.map(({ id }) => id)).toEqual(['a']);
});

test('an exercise or a lesson outside the plan is an error', () => {
  expect(() => outline(modules, new Set(), [anExercise('a', 'no-such-lesson')])).toThrow('no-such-lesson');
  expect(() => outline(modules, new Set(['no-such-lesson']), [])).toThrow('no-such-lesson');
});

test('the plan has seven modules and 36 lessons, no id twice', () => {
  const ids = modules.flatMap(({ lessons }) => lessons.map(({ id }) => id));
  expect([modules.length, ids.length, new Set(ids).size]).toEqual([7, 36, 36]);
});
