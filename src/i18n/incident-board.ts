import { localized } from './localized.ts';

export const incidentBoardWords = localized(
  {
    lost: 'requests lost',
    unready: 'Pods not ready',
    events: 'warnings',
    came: 'somebody looks',
    mended: 'mended',
    axis: 'seconds from the start',
    table: 'Show as table',
    most: 'most in 10 s',
    before: 'before somebody looks',
    meanwhile: 'until it is mended',
    after: 'after that',
    told: '{title}. Somebody looks at {came} s and has mended it at {mended} s, of {until} s.',
  },
  {
    lost: '잃은 요청',
    unready: '준비 안 된 파드',
    events: '경고',
    came: '누군가 살펴봄',
    mended: '고침',
    axis: '시작부터 초',
    table: '표로 보기',
    most: '10초에 가장 많을 때',
    before: '누군가 살펴보기 전',
    meanwhile: '고칠 때까지',
    after: '그 뒤',
    told: '{title}. {until}초 가운데 {came}초에 누군가 살펴보고 {mended}초에 다 고칩니다.',
  },
);
