/** What the home page promises, the lesson that answers it, and a pictogram of the state language (148 by 40). */
import type { Localized } from '../i18n/languages.ts';

export interface BigQuestion {
  readonly ask: Localized;
  readonly answer: Localized;
  /** Links where this lesson is published. */
  readonly lesson: string;
  readonly pictogram: string;
}

const bars = (...rows: readonly (readonly [kind: string, x: number, width: number])[]): string =>
  rows
    .map(
      ([kind, x, width]) =>
        `<rect class="${kind}" x="${x}" y="8" width="${width}" height="22" rx="${width < 6 ? 1 : 3}"/>`,
    )
    .join('');
const lines = (
  ...rows: readonly (readonly [kind: string, x: number, y: number, width: number, height: number])[]
): string =>
  rows
    .map(
      ([kind, x, y, width, height]) =>
        `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="1.5"/>`,
    )
    .join('');
const dot = (x: number, y: number): string => `<circle class="m-pass" cx="${x}" cy="${y}" r="3.6"/>`;
const cross = (x: number, y: number): string =>
  `<path class="m-fail" d="M${x - 3} ${y - 3}l6 6M${x + 3} ${y - 3}l-6 6"/>`;

export const questions: readonly BigQuestion[] = [
  {
    ask: { en: 'Why did my container restart?', ko: '컨테이너가 왜 재시작했을까요?' },
    answer: {
      en: 'Liveness, exit codes, and a back-off that doubles: 10, 20, 40 seconds.',
      ko: '활성 프로브, 종료 코드, 그리고 10, 20, 40초로 두 배씩 느는 백오프를 읽습니다.',
    },
    lesson: 'probe-timing',
    pictogram: bars(
      ['s-run', 0, 34],
      ['s-dead', 34, 4],
      ['s-run', 40, 26],
      ['s-dead', 66, 4],
      ['s-back', 70, 26],
      ['s-run', 97, 20],
      ['s-dead', 117, 4],
      ['s-back', 121, 26],
    ),
  },
  {
    ask: { en: 'Why is my Pod Pending?', ko: '파드가 왜 Pending일까요?' },
    answer: {
      en: 'Filters first, then scores. Read the table the scheduler made.',
      ko: '필터가 먼저, 점수가 다음입니다. 스케줄러가 만든 표를 읽습니다.',
    },
    lesson: 'choosing-nodes',
    pictogram:
      dot(12, 6) +
      cross(36, 6) +
      [12, 36, 60, 84, 108, 132].map((x) => dot(x, 20)).join('') +
      [12, 36, 60].map((x) => dot(x, 34)).join('') +
      cross(84, 34),
  },
  {
    ask: { en: 'Why does traffic still reach a dead Pod?', ko: '죽은 파드로 왜 트래픽이 갈까요?' },
    answer: {
      en: 'Ready is a condition. You chose how late it turns false.',
      ko: 'Ready는 컨디션입니다. 얼마나 늦게 False가 될지는 매니페스트가 정합니다.',
    },
    lesson: 'readiness-and-traffic',
    pictogram: `<path class="probe-line" d="M0 9h148"/>${[8, 30, 52].map((x) => dot(x, 9)).join('')}${[74, 96, 118].map((x) => cross(x, 9)).join('')}<rect class="c-true" x="0" y="26" width="118" height="9" rx="2"/><path class="c-false" d="M122 30.5h26"/>`,
  },
  {
    ask: { en: 'How long does a shutdown take?', ko: '종료에는 얼마나 걸릴까요?' },
    answer: {
      en: 'preStop, SIGTERM, grace period and SIGKILL on one ruler.',
      ko: 'preStop, SIGTERM, 유예 기간, SIGKILL을 한 눈금자 위에서 봅니다.',
    },
    lesson: 'graceful-termination',
    pictogram: bars(['s-run', 0, 56], ['s-term', 57, 70], ['s-dead', 128, 5]),
  },
  {
    ask: { en: 'Which Pod dies first when memory runs out?', ko: '메모리가 모자라면 어느 파드가 먼저 죽을까요?' },
    answer: {
      en: 'The QoS class and the OOM score follow from four numbers you write.',
      ko: 'QoS 클래스와 OOM 점수는 매니페스트에 쓴 숫자 네 개에서 나옵니다.',
    },
    lesson: 'qos-classes',
    pictogram: lines(['p-ink', 0, 3, 148, 8], ['p-control', 0, 16, 96, 8], ['p-control', 0, 29, 7, 8]),
  },
  {
    ask: { en: 'What does the API server add to my YAML?', ko: 'API 서버는 내 YAML에 무엇을 더할까요?' },
    answer: {
      en: 'The defaults you never wrote, and the exact errors you will meet.',
      ko: '쓰지 않은 기본값과, 만나게 될 오류 메시지를 그대로 봅니다.',
    },
    lesson: 'pod-anatomy',
    pictogram: lines(
      ['p-control', 0, 2, 60, 4],
      ['p-accent', 14, 10, 74, 4],
      ['p-control', 0, 18, 52, 4],
      ['p-accent', 14, 26, 96, 4],
      ['p-control', 14, 34, 40, 4],
    ),
  },
];
