import { localized } from './localized.ts';

export const evictionBoardWords = localized(
  {
    title: 'Who is evicted first?',
    pod: 'Pod',
    qos: 'QoS class',
    priority: 'Priority',
    request: 'Requests',
    uses: 'Uses (MiB)',
    usesOf: 'What {pod} uses, in MiB',
    difference: 'Against its request',
    over: '{n} MiB over',
    within: '{n} MiB below',
    even: 'exactly',
    turn: 'Turn',
    sum: 'Evicted in this order:',
  },
  {
    title: '누가 먼저 축출될까요?',
    pod: '파드',
    qos: 'QoS 클래스',
    priority: '우선순위',
    request: '요청',
    uses: '사용량(MiB)',
    usesOf: '{pod}의 사용량(MiB)',
    difference: '요청과 비교',
    over: '{n} MiB 넘음',
    within: '{n} MiB 적음',
    even: '같음',
    turn: '순서',
    sum: '축출되는 순서:',
  },
);
