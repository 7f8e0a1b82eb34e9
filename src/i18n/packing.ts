import { localized } from './localized.ts';

export const packingWords = localized(
  {
    title: 'Four shops on three nodes',
    how: 'web and cache',
    joined: 'in one Pod',
    split: 'in Pods of their own',
    empty: 'Empty the nodes',
    scheduler: 'As the scheduler did',
    tray: 'Waiting: choose one, then a node',
    none: 'nothing',
    place: 'Put {piece} on {node}',
    put: 'Put here',
    full: 'no room',
    free: '{cpu}m free',
    sum: '{placed} of {all} Pods placed. Holes too small for any Pod that waits: {count}, together {cpu}m of CPU.',
  },
  {
    title: '노드 세 개에 상점 네 개',
    how: 'web과 cache',
    joined: '한 파드에',
    split: '각자의 파드에',
    empty: '노드 비우기',
    scheduler: '스케줄러의 배치',
    tray: '대기 중: 하나를 고르고 노드를 고릅니다',
    none: '없음',
    place: '{node}에 {piece} 놓기',
    put: '여기에 놓기',
    full: '자리 없음',
    free: '{cpu}m 남음',
    sum: '파드 {all}개 중 {placed}개를 놓았습니다. 기다리는 파드가 들어가지 못하는 빈틈은 {count}개, 합쳐서 CPU {cpu}m입니다.',
  },
);
export type PackingWords = (typeof packingWords)['en'];
