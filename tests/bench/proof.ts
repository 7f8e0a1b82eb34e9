import { graders } from '../../graders/index.ts';
import { judge } from '../../graders/kit/judge.ts';
import { exerciseIds, readExercise } from '../../src/course/exercise-folder.ts';

/** What an exercise costs the proof suite: every answer that its folder holds, judged once. */
export interface Proof {
  readonly id: string;
  readonly answers: number;
  readonly ms: number;
}

/** All exercises, the slowest first. */
export function proofTimes(): Proof[] {
  return exerciseIds()
    .map((id) => {
      const { files, start, solution, accepted, rejected } = readExercise(id);
      const answers = [start, solution, ...[...accepted, ...rejected].map(({ submission }) => submission)];
      const started = performance.now();
      for (const answer of answers) judge(graders[id]!, files, answer);
      return { id, answers: answers.length, ms: performance.now() - started };
    })
    .sort((a, b) => b.ms - a.ms);
}
