/** The workspace shows these texts as they stand: of Markdown it knows only `code`. */
import { describe, expect, test } from 'vitest';
import { exerciseIds, readExercise } from '../../src/course/exercise-folder.ts';

/** Every text of a value that both languages have. */
function* texts(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  const { en, ko } = value as { readonly en?: unknown; readonly ko?: unknown };
  if (en !== undefined && ko !== undefined) yield* [en, ko].flat().filter((text) => typeof text === 'string');
  else for (const inner of Object.values(value)) yield* texts(inner);
}

describe.each(exerciseIds())('%s', (id) => {
  test('hints, questions and feedback have no other mark-up than code', () => {
    const { exercise, feedback } = readExercise(id);
    const marked = [...texts(exercise), ...texts(feedback)].filter((text) =>
      /\*\*|\*\S[^*]*\S\*|\]\(/.test(text.replaceAll(/`[^`]*`/g, '')),
    );
    expect(marked).toEqual([]);
  });
});
