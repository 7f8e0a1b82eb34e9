import type { Exercise, ExerciseFeedback } from './exercise.ts';

/**
 * A quiz has no feedback.yaml: what is said of an answer stands beside its option. The grader names the option that is
 * wrong (or missing) as ":option:" in the fact `wrong`.
 */
export function quizFeedback(quiz: Extract<Exercise, { type: 'quiz' }>): ExerciseFeedback {
  return Object.fromEntries(
    quiz.questions.map((question) => {
      const options = 'options' in question ? question.options : [];
      return [
        question.id,
        {
          title: question.ask,
          expected: WORDS.expected,
          cases: options.map(({ id, label, feedback = WORDS.why }) => ({
            when: { wrong: `:${id}:` },
            got: label,
            why: feedback,
          })),
          got: WORDS.got,
          why: WORDS.why,
          look: WORDS.look,
        },
      ];
    }),
  );
}

const WORDS = {
  expected: { en: 'The answer that holds in every cluster.', ko: '어느 클러스터에서나 맞는 답이어야 합니다.' },
  got: { en: 'Your answer: {got}.', ko: '고른 답: {got}.' },
  why: { en: 'Choose an answer to learn what speaks for or against it.', ko: '답을 고르면 그 이유를 알 수 있습니다.' },
  look: { en: 'Read the options once more, then try again.', ko: '선택지를 다시 읽고 다시 풀어 봅니다.' },
} as const;
