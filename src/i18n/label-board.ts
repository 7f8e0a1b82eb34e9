import { localized } from './localized.ts';

export const labelBoardWords = localized(
  {
    title: 'Who is an endpoint of the Service?',
    selector: 'Service selector',
    pod: 'Pod',
    isReady: 'Ready',
    ready: 'Ready',
    unready: 'not Ready',
    endpoint: 'Endpoint of the Service',
    of: '{name} of {pod}',
    found_ready: 'endpoint, gets traffic',
    'found_not-ready': 'endpoint, no traffic',
    found_none: 'not found',
    sum: 'Pods that get traffic:',
  },
  {
    title: '서비스의 엔드포인트는 누구일까요?',
    selector: '서비스의 셀렉터',
    pod: '파드',
    isReady: 'Ready',
    ready: 'Ready',
    unready: 'Ready 아님',
    endpoint: '서비스의 엔드포인트',
    of: '{pod}의 {name}',
    found_ready: '엔드포인트, 트래픽 받음',
    'found_not-ready': '엔드포인트, 트래픽 없음',
    found_none: '찾지 못함',
    sum: '트래픽을 받는 파드:',
  },
);
