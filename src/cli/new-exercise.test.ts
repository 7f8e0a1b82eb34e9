import { cpSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { exercise, exerciseFeedback } from '../course/exercise.ts';
import { readSubmission } from '../course/answer-files.ts';
import { entered, newExercise, type Checkout } from './new-exercise.ts';

let to: Checkout;
beforeEach(() => {
  const folder = pathToFileURL(`${mkdtempSync(`${tmpdir()}/new-exercise-`)}/`);
  to = { exercises: folder, graders: folder };
  cpSync('graders/index.ts', new URL('index.ts', folder));
  vi.spyOn(console, 'log').mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

const text = (path: string): string => readFileSync(new URL(path, to.exercises), 'utf8');

test.each([
  ['manifest', 'yaml'],
  ['predict', 'answers'],
  ['diagnose', 'session'],
  ['quiz', 'answers'],
] as const)('a new %s fits the schemas, is in the table, and says what is to be filled in', (type, ending) => {
  expect(newExercise(['my-new-one', '--type', type, '--lesson', 'three-probes'], '', to)).toBe(0);
  const read = exercise.parse(parse(text('my-new-one/exercise.yaml')));
  expect([read.type, read.lesson]).toEqual([type, 'three-probes']);
  expect(read.title.en).toContain('FILL IN');
  if (type !== 'quiz') exerciseFeedback.parse(parse(text('my-new-one/feedback.yaml')));
  readSubmission(ending, text(`my-new-one/solution.${ending}`));
  for (const folder of ['accepted', 'rejected'])
    expect(readdirSync(new URL(`my-new-one/${folder}`, to.exercises))).toEqual([`fill-in.${ending}`]);
  expect(text('my-new-one.ts')).toContain(`export default ${type}(`);
  expect(text('index.ts')).toContain("'my-new-one': myNewOne,");
});

test('a grader is entered where its name belongs', () =>
  expect(
    entered(
      "import type { Grader } from './kit/index.ts';\nimport a from './a.ts';\nimport c from './c.ts';\n\nexport const graders = {\n  a,\n  c,\n};\n",
      'b-two',
    ),
  ).toBe(
    "import type { Grader } from './kit/index.ts';\nimport a from './a.ts';\nimport bTwo from './b-two.ts';\nimport c from './c.ts';\n\nexport const graders = {\n  a,\n  'b-two': bTwo,\n  c,\n};\n",
  ));

test.each([
  ['a name that is a path', ['../x', '--lesson', 'three-probes'], /no name for an exercise/],
  ['an unknown type', ['x-y', '--type', 'essay', '--lesson', 'three-probes'], /--type wants one of/],
  ['an unknown lesson', ['x-y', '--lesson', 'four-probes'], /no lesson four-probes/],
  ['one word, which could be a word of TypeScript', ['default', '--lesson', 'three-probes'], /no name for an exercise/],
  ['no name', ['--lesson', 'three-probes'], /usage/],
  ['no lesson', ['x'], /usage/],
])('%s is refused', (_, args, message) => expect(() => newExercise(args, 'usage', to)).toThrow(message));

test('what is there already is left alone', () => {
  const args = ['there-twice', '--lesson', 'three-probes'];
  newExercise(args, '', to);
  expect(() => newExercise(args, '', to)).toThrow(/already/);
});
