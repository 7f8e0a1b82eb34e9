import { expect, test } from 'vitest';
import { exercise, exerciseFeedback } from './exercise.ts';

const both = (text: string) => ({ en: text, ko: text });
const manifest = {
  type: 'manifest',
  lesson: 'probe-timing',
  difficulty: 2,
  minutes: 9,
  title: both('A boot budget'),
  hints: { en: ['one'], ko: ['하나'] },
  variants: { shown: both('As shown') },
};

test('an exercise.yaml of each type is read, with what it may leave out filled in', () => {
  expect(exercise.parse(manifest)).toMatchObject({ file: 'pod.yaml', order: 1, until: 120 });
  const questions = [{ id: 'restarts', ask: both('How many?'), answer: 'number' }];
  expect(exercise.parse({ ...manifest, type: 'predict', questions }).type).toBe('predict');
  expect(exercise.parse({ ...manifest, type: 'diagnose' })).toMatchObject({ questions: [], try: [] });
});

test.each([
  ['an unknown field', { ...manifest, minute: 3 }, 'minute'],
  ['a language without its text', { ...manifest, title: { en: 'Only English' } }, 'ko'],
  [
    'hints that one language lacks',
    { ...manifest, hints: { en: ['one', 'two'], ko: ['하나'] } },
    'both languages have as many',
  ],
  ['a difficulty past three', { ...manifest, difficulty: 4 }, 'difficulty'],
  ['a predict exercise that asks nothing', { ...manifest, type: 'predict', questions: [] }, 'questions'],
])('%s is refused', (_, given, said) => {
  expect(exercise.safeParse(given).error?.message).toContain(said);
});

test('feedback keeps the order of its checks', () => {
  const texts = { title: both('t'), expected: both('e'), got: both('g'), why: both('w'), look: both('l') };
  expect(Object.keys(exerciseFeedback.parse({ starts: texts, 'listens-9090': texts, 'not-8080': texts }))).toEqual([
    'starts',
    'listens-9090',
    'not-8080',
  ]);
});
