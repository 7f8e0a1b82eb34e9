/** Whether a verdict hangs on chance: each answer of an exercise on clusters with another seed, whose containers start late. */
import { graders } from '../../graders/index.ts';
import { judge } from '../../graders/kit/judge.ts';
import { readExercise } from '../../src/course/exercise-folder.ts';

/** No check may flip within so many milliseconds of start time. @source CURRICULUM 2.3 */
const START_JITTER = 3000;

/** The answers whose verdict is another than it should be, and where. A quiz has no cluster. */
export function flips(id: string, seed: number): string[] {
  const { files, start, solution, accepted, rejected } = readExercise(id);
  const grader = graders[id]!;
  if (grader.type === 'quiz') return [];
  /** A session names the Pods and nodes that its author saw: their names stay, and only time varies. */
  const chance = grader.type === 'diagnose' ? {} : { seed };
  const conditions = { ...chance, startJitter: { most: START_JITTER, seed } };
  const all = [
    { name: 'start', submission: start, passes: false },
    { name: 'solution', submission: solution, passes: true },
    ...accepted.map((answer) => ({ ...answer, name: `accepted/${answer.name}`, passes: true })),
    ...rejected.map((answer) => ({ ...answer, name: `rejected/${answer.name}`, passes: false })),
  ];
  return all.flatMap(({ name, submission, passes }) => {
    const { passed, checks } = judge(grader, files, submission, { conditions });
    if (passed === passes) return [];
    const failed = checks.filter(({ state }) => state === 'failed').map(({ id: check }) => check);
    return [`${name}: ${passed ? 'passes' : `fails at ${failed.join(', ')}`}`];
  });
}
