/** How many mutants of an exercise's solution its grader refuses. */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { graders } from '../../graders/index.ts';
import { judge, trials } from '../../graders/kit/judge.ts';
import { readExercise } from '../../src/course/exercise-folder.ts';
import type { ExerciseFiles, Submission } from '../../src/sandbox/protocol.ts';
import { RuntimeLimit } from '../../src/simulator/index.ts';
import { flips } from '../exercises/margins.ts';
import { behaviourOf, sameBehaviour, type Behaviour } from './behaviour.ts';
import { mutantsOf } from './mutants.ts';
import { sessionMutantsOf } from './sessions.ts';

export interface Score {
  readonly mutants: number;
  /** Passed, and did what the solution does, or is right too (the exercise's mutants.yaml says why): set aside. */
  readonly same: number;
  readonly killed: number;
  /** killed / (mutants − same); 1 where nothing is left to kill. */
  readonly share: number;
  /** Those that passed and did something else. */
  readonly survived: readonly string[];
  /** Answers whose verdict hangs on chance, by seed. */
  readonly flipped: readonly string[];
  /** What mutants.yaml says of mutants that are not there, or do not pass. */
  readonly stale: readonly string[];
}

/**
 * @param seeds - with how many seeds every answer is tried besides
 * @returns undefined where the exercise takes no manifest and no session
 */
export function score(id: string, seeds: number): Score | undefined {
  const { files, solution } = readExercise(id);
  const mutants = variationsOf(solution);
  if (!mutants) return undefined;
  const behaviour = behave(files, solution);
  const reasons = Object.keys(readRightToo(id));
  const used = new Set<string>();
  let same = 0;
  let killed = 0;
  const survived: string[] = [];
  for (const { name, submission } of mutants) {
    if (isRefused(files, submission)) {
      killed++;
      continue;
    }
    const right = reasons.find((begin) => name.startsWith(begin));
    if (right !== undefined) used.add(right);
    if (right !== undefined || sameBehaviour(behaviour, behave(files, submission))) same++;
    else survived.push(name);
  }
  const left = mutants.length - same;
  return {
    mutants: mutants.length,
    same,
    killed,
    share: left === 0 ? 1 : killed / left,
    survived,
    flipped: Array.from({ length: seeds }, (_, i) => i + 1).flatMap((seed) =>
      flips(id, seed).map((flip) => `seed ${seed}: ${flip}`),
    ),
    stale: reasons.filter((begin) => !used.has(begin)),
  };
}

/**
 * The mutants that are right answers too, though they do something else: how their names begin → why. The file
 * exercises/<id>/mutants.yaml is there only where there are some.
 */
function readRightToo(id: string): Readonly<Record<string, string>> {
  const file = new URL(`../../exercises/${id}/mutants.yaml`, import.meta.url);
  return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}

function variationsOf(solution: Submission): { name: string; submission: Submission }[] | undefined {
  if (solution.kind === 'manifest')
    return mutantsOf(solution.yaml).map(({ name, yaml }) => ({ name, submission: { kind: 'manifest', yaml } }));
  return solution.kind === 'session' ? sessionMutantsOf(solution) : undefined;
}

function isRefused(files: ExerciseFiles, submission: Submission): boolean {
  try {
    return !judge(graders[files.id]!, files, submission).passed;
  } catch (error) {
    if (error instanceof RuntimeLimit) return true;
    throw error;
  }
}

function behave(files: ExerciseFiles, submission: Submission): Behaviour {
  const grader = graders[files.id]!;
  if (grader.type === 'quiz') throw new Error(`exercise ${files.id} is a quiz: it has no cluster`);
  return behaviourOf([...trials(grader, files, submission)]);
}
