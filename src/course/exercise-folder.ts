/** Reads an exercise's folder from disk, for the command line and the suite; the site reads the same files as content. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { ExerciseFiles, Submission } from '../sandbox/protocol.ts';
import { caughtBy, readSubmission, type AnswerFile } from './answer-files.ts';
import { withChoiceLabels } from './choice-labels.ts';
import { quizFeedback } from './quiz-feedback.ts';
import { exercise, exerciseFeedback, type Exercise, type ExerciseFeedback } from './exercise.ts';

export interface Answer {
  readonly name: string;
  readonly submission: Submission;
  /** rejected/: the check that must catch it. */
  readonly caughtBy: string | undefined;
}

export interface ExerciseFolder {
  readonly id: string;
  readonly exercise: Exercise;
  readonly feedback: ExerciseFeedback;
  /** What the guest needs. */
  readonly files: ExerciseFiles;
  readonly start: Submission;
  readonly solution: Submission;
  readonly accepted: readonly Answer[];
  readonly rejected: readonly Answer[];
}

const FOLDER = new URL('../../exercises/', import.meta.url);
/** The kind of file that answers an exercise of a type. */
export const answerFile = {
  manifest: 'yaml',
  predict: 'answers',
  diagnose: 'session',
  quiz: 'answers',
} as const satisfies Record<Exercise['type'], AnswerFile>;
const NOTHING: Record<AnswerFile, Submission> = {
  yaml: { kind: 'manifest', yaml: '' },
  answers: { kind: 'answers', answers: {} },
  session: { kind: 'session', lines: [] },
};

export const exerciseIds = (): string[] =>
  readdirSync(FOLDER).filter((name) => existsSync(new URL(`${name}/exercise.yaml`, FOLDER)));

/**
 * Throws where there is no such exercise, or a file of it does not fit its schema.
 * @param folder - where exercises lie; a page's build, which has moved this code elsewhere, has to say
 */
export function readExercise(id: string, folder = FOLDER): ExerciseFolder {
  const at = (path: string): URL => new URL(`${id}/${path}`, folder);
  if (!existsSync(at('exercise.yaml')))
    throw new Error(`There is no exercise ${id}.${likeIt(id)} All are in exercises/.`);
  const text = (path: string): string => readFileSync(at(path), 'utf8');
  /** What is wrong with a file of the folder is told with its name. */
  const inFile = <T>(path: string, read: (text: string) => T): T => {
    try {
      return read(text(path));
    } catch (error) {
      throw new Error(`exercises/${id}/${path}: ${problem(error)}`, { cause: error });
    }
  };
  const optional = (path: string): string => (existsSync(at(path)) ? text(path) : '');
  const read = inFile('exercise.yaml', (yaml) => exercise.parse(parse(yaml)));
  const ending = answerFile[read.type];
  const answers = (kind: string): Answer[] =>
    existsSync(at(kind))
      ? readdirSync(at(kind)).map((name) => ({
          name,
          submission: inFile(`${kind}/${name}`, (answer) => readSubmission(ending, answer)),
          caughtBy: caughtBy(text(`${kind}/${name}`)),
        }))
      : [];
  return {
    id,
    exercise: read,
    feedback:
      read.type === 'quiz'
        ? quizFeedback(read)
        : withChoiceLabels(
            read,
            inFile('feedback.yaml', (yaml) => exerciseFeedback.parse(parse(yaml))),
          ),
    files: { id, type: read.type, cluster: optional('cluster.yaml') },
    start: ending === 'yaml' ? inFile('start.yaml', (yaml) => readSubmission('yaml', yaml)) : NOTHING[ending],
    solution: inFile(`solution.${ending}`, (answer) => readSubmission(ending, answer)),
    accepted: answers('accepted'),
    rejected: answers('rejected'),
  };
}

function problem(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n');
  return error instanceof Error ? error.message : String(error);
}

/** The exercises that share a word with a name. */
function likeIt(id: string): string {
  const words = new Set(id.split('-'));
  const like = exerciseIds().filter((each) => each.split('-').some((word) => words.has(word)));
  return like.length ? ` Like it: ${like.join(', ')}.` : '';
}
