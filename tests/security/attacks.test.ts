/**
 * Hostile submissions against the real sandbox: QuickJS with the built guest. Each is answered by a verdict or by the limit
 * it met; the runner then grades the reference solution as if nothing had been. (How fast is the benchmark's matter.)
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleGuest } from '../../scripts/build-guest.ts';
import { readExercise } from '../../src/course/exercise-folder.ts';
import { createRunner, type Runner } from '../../src/sandbox/host/runner.ts';
import type { Outcome } from '../../src/sandbox/protocol.ts';
import { attacks, web } from './attacks.ts';

const exercise = readExercise('command-or-args');
let runner: Runner;
beforeAll(async () => {
  runner = createRunner({ code: await bundleGuest() });
});

const grade = (yaml: string): Promise<Outcome> =>
  runner.run('grade', { exercise: exercise.files, submission: { kind: 'manifest', yaml } });

/** What the learner is told: the limit, or what the API server or its reader said, or the checks that failed. */
function answer(outcome: Outcome): string {
  if (outcome.kind === 'stopped') return `stopped: ${outcome.stopped.limit}`;
  const { problems, checks } = outcome.value;
  return problems[0] ? `problem: ${problems[0].message}` : checks.map((c) => `${c.id} ${c.state}`).join(', ');
}

describe('hostile submissions', () => {
  test.each(attacks)('%s is answered', async (_, yaml, told) => {
    expect(answer(await grade(yaml))).toMatch(told);
    expect(answer(await grade(web))).toContain('starts passed'); // the next submission meets a clean guest
  });

  test('an answer is the same after an attack as in a fresh guest', async () => {
    await grade(attacks.find(([name]) => name.startsWith('aliases'))![1]);
    const after = await grade(web);
    const fresh = await createRunner({ code: await bundleGuest() }).run('grade', {
      exercise: exercise.files,
      submission: { kind: 'manifest', yaml: web },
    });
    expect(JSON.stringify(after)).toBe(JSON.stringify(fresh));
  });
});
