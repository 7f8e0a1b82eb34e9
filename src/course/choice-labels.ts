import type { Exercise, ExerciseFeedback } from './exercise.ts';

/** Feedback that calls an answer by the label of its option, as the question does: {expected} is "예", not "yes". */
export function withChoiceLabels(exercise: Exercise, feedback: ExerciseFeedback): ExerciseFeedback {
  if (exercise.type !== 'predict') return feedback;
  const labels = new Map(
    exercise.questions.map((question) => [
      question.id,
      'options' in question ? Object.fromEntries(question.options.map(({ id, label }) => [id, label])) : undefined,
    ]),
  );
  return Object.fromEntries(
    Object.entries(feedback).map(([id, texts]) => {
      const options = labels.get(id);
      return [id, options ? { ...texts, options } : texts];
    }),
  );
}
