import { beforeAll, expect, test } from 'vitest';
import { bundleGuest } from '../../scripts/build-guest.ts';
import { graders } from '../../graders/index.ts';
import { judge } from '../../graders/kit/judge.ts';
import { readExercise } from '../../src/course/exercise-folder.ts';
import { createRunner, type Runner } from '../../src/sandbox/host/runner.ts';
import { RuntimeLimit } from '../../src/simulator/index.ts';
import { fuzz, seedOfDay } from './fuzz.ts';
import { manifestInput } from './inputs.ts';

const seed = seedOfDay(Date.now());
console.log(`seed ${seed}: npm run fuzz -- --seed ${seed} repeats this`);

const TIMEOUT = 300_000;

test('nothing that is handed in or typed throws, or is answered by what came before it', { timeout: TIMEOUT }, () => {
  const { failures, slowest, answers } = fuzz({ seed, manifests: 2000, lines: 2000 });
  console.log(`${JSON.stringify(answers)}, slowest ${slowest.milliseconds.toFixed(0)} ms: input ${slowest.index}`);
  expect(failures).toEqual([]);
  expect(answers.taken).toBeGreaterThan(100);
});

const exercise = readExercise('command-or-args');
let runner: Runner;
beforeAll(async () => {
  runner = createRunner({ code: await bundleGuest() });
});

test('the sandbox says of 200 manifests what Node says', { timeout: TIMEOUT }, async () => {
  for (let i = 0; i < 200; i++) {
    const submission = { kind: 'manifest', yaml: manifestInput(seed, i) } as const;
    const ended = await runner.run('grade', { exercise: exercise.files, submission });
    const here = inNode(submission);
    expect(ended.kind === 'done' ? JSON.stringify(ended.value.checks) : ended.stopped.limit, `input ${i}`).toBe(here);
  }
});

function inNode(submission: { readonly kind: 'manifest'; readonly yaml: string }): string {
  try {
    return JSON.stringify(judge(graders['command-or-args']!, exercise.files, submission).checks);
  } catch (error) {
    if (error instanceof RuntimeLimit) return error.limit;
    throw error;
  }
}
