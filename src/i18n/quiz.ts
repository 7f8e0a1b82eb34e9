import { localized } from './localized.ts';

export const quiz = localized(
  { check: 'Check', yours: 'Your answer', correct: 'Correct', again: 'Try again', explanation: 'Explanation' },
  { check: '확인', yours: '내가 고른 답', correct: '정답', again: '다시 풀기', explanation: '풀이' },
);
