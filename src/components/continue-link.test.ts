import { expect, test } from 'vitest';
import { nothingDone } from '../course/progress.ts';
import { whereToContinue, type Lesson } from './continue-link.ts';

const lessons: readonly Lesson[] = ['a', 'b', 'c'].map((id) => [`lesson/${id}`, `/${id}/`, id]);
const when = '2026-01-01';

test.each([
  ['nothing was read yet', nothingDone, undefined],
  ['a lesson was left in the middle', { ...nothingDone, last: 'lesson/b' }, 'b'],
  [
    'the last one is done: the first that is not',
    { ...nothingDone, last: 'lesson/b', done: { 'lesson/b': when } },
    'a',
  ],
  ['an exercise was the last', { ...nothingDone, last: 'exercise/x', done: { 'lesson/a': when } }, 'b'],
  [
    'everything is done',
    { ...nothingDone, last: 'lesson/c', done: { 'lesson/a': when, 'lesson/b': when, 'lesson/c': when } },
    undefined,
  ],
])('%s', (_, progress, expected) => expect(whereToContinue(progress, lessons)?.[2]).toBe(expected));
