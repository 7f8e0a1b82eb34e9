import { localized } from './localized.ts';

/** What components do to objects, in a sequence of steps. */
export const sequenceWords = localized(
  {
    title: 'From apply to Ready',
    time: 'Time',
    who: 'Who',
    what: 'What',
    create: 'creates {kind}',
    create_many: 'creates {count} {kind}s',
    bind: 'binds {kind}: nodeName',
    bind_many: 'binds {count} {kind}s: nodeName',
    choose: 'chooses a node',
    choose_many: 'chooses {count} nodes',
    start: 'starts the container',
    start_many: 'start {count} containers',
    status: '{kind} status: {detail}',
    status_many: '{count} {kind} statuses: {detail}',
    story:
      'kubectl creates a Deployment; its controller creates a ReplicaSet, whose controller creates three Pods; the scheduler binds each to a node; three kubelets start the containers and report; the numbers of ready Pods travel back.',
  },
  {
    title: 'apply에서 Ready까지',
    time: '시각',
    who: '누가',
    what: '무엇을',
    create: '{kind} 생성',
    create_many: '{kind} {count}개 생성',
    bind: '{kind} 바인딩: nodeName',
    bind_many: '{kind} {count}개 바인딩: nodeName',
    choose: '노드 선택',
    choose_many: '노드 {count}번 선택',
    start: '컨테이너 시작',
    start_many: '컨테이너 {count}개 시작',
    status: '{kind} 상태: {detail}',
    status_many: '{kind} {count}개 상태: {detail}',
    story:
      'kubectl이 디플로이먼트를 만들고, 그 컨트롤러가 레플리카셋을, 레플리카셋의 컨트롤러가 파드 세 개를 만듭니다. 스케줄러가 파드마다 노드를 정하고, kubelet 셋이 컨테이너를 시작해 보고하며, 준비된 파드의 수가 거꾸로 올라갑니다.',
  },
);
export type SequenceWords = (typeof sequenceWords)['en'];
