import { localized } from './localized.ts';

export const matcherWords = localized(
  { title: 'Which nodes pass', asked: 'The Pod asks', noLabels: 'neither label', passes: 'passes', refused: 'refused' },
  { title: '통과하는 노드', asked: '파드의 요구', noLabels: '두 레이블 없음', passes: '통과', refused: '거절' },
);
