import { describe, expect, test } from 'vitest';
import { exerciseIds } from '../../src/course/exercise-folder.ts';
import { flips } from './margins.ts';

describe.each(exerciseIds())('%s', (id) => {
  test.each([1, 2, 3])('no verdict hangs on chance or on late starts, seed %i', (seed) =>
    expect(flips(id, seed)).toEqual([]),
  );
});
