import type { Exercise } from '../course/exercise.ts';
import type { Submission } from '../sandbox/client.ts';
import type { Work } from './draft.ts';

/** Work as it is handed in: what was typed into a form becomes the question's kind of answer. */
export function submissionOf(exercise: Exercise, { yaml = '', answers = {}, lines = [] }: Work): Submission {
  if (exercise.type === 'manifest') return { kind: 'manifest', yaml };
  if (exercise.type === 'diagnose') return { kind: 'session', lines: [...lines], found: { ...answers } };
  const typed = Object.entries(answers).filter(([, value]) => value.trim() !== '');
  const of = (answer: string): ReadonlySet<string> =>
    new Set(exercise.questions.filter((q) => q.answer === answer).map((q) => q.id));
  const [numbers, lists] = [of('number'), of('choices')];
  return {
    kind: 'answers',
    answers: Object.fromEntries(
      typed.map(([id, value]) => [id, numbers.has(id) ? Number(value) : lists.has(id) ? value.split(',') : value]),
    ),
  };
}
