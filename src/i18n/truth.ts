import { localized } from './localized.ts';

/** The areas of the recordings, what is compared in each, and what is simulated at all. */
export const truth = localized(
  {
    api: 'API server: create',
    apiCompared: 'Accepted or refused, the message, every defaulted field, warnings',
    manifests: 'Manifests as kubectl applies them',
    manifestsCompared: 'Exit code and output of kubectl apply',
    updates: 'Changes to stored objects',
    updatesCompared: 'The answer to each change and what is stored afterwards',
    scheduler: 'Scheduling',
    schedulerCompared: 'The node chosen, each filter’s refusal, each plugin’s score',
    kubelet: 'Containers, probes, restarts, shutdown',
    kubeletCompared: 'Order of states and events, seconds, exit codes',
    shell: 'Shell and commands in containers',
    shellCompared: 'Output and exit code',
    controllers: 'Controllers',
    controllersCompared: 'Objects made and removed, status over time',
    printing: 'kubectl get and describe',
    printingCompared: 'The text, with ages masked',
    statuses: 'The STATUS column',
    statusesCompared: 'The word at each second',
    kubectl: 'kubectl sessions',
    kubectlCompared: 'Exit code and output of each line',
    modelled:
      'Pods with init containers, sidecars, probes, hooks and restart policies\nThe API server: strict decoding, defaults, validation, admission, patches\nThe scheduler: filters, scores, preemption\nControllers from ReplicaSet to CronJob\nRequests, limits, QoS classes and OOM kills\nA shell and its usual commands, on virtual time\nkubectl and its output',
    notModelled:
      'Real images: the course has its own catalogue of small programs\nPackets: connections are made between processes, without a network underneath\nDisks: volumes mount at once\nJitter of a real machine: the simulator is deterministic, the same seed gives the same run\nCustom resources, and controllers that clouds add',
  },
  {
    api: 'API 서버: 생성',
    apiCompared: '수락 여부, 메시지, 기본값이 채워진 모든 필드, 경고',
    manifests: 'kubectl로 적용하는 매니페스트',
    manifestsCompared: 'kubectl apply의 종료 코드와 출력',
    updates: '저장된 오브젝트의 변경',
    updatesCompared: '변경마다 돌아온 답과 그 뒤에 저장된 내용',
    scheduler: '스케줄링',
    schedulerCompared: '선택한 노드, 필터별 거절 이유, 플러그인별 점수',
    kubelet: '컨테이너, 프로브, 재시작, 종료',
    kubeletCompared: '상태와 이벤트의 순서, 초, 종료 코드',
    shell: '컨테이너 안의 셸과 명령',
    shellCompared: '출력과 종료 코드',
    controllers: '컨트롤러',
    controllersCompared: '만들고 지운 오브젝트, 시간에 따른 상태',
    printing: 'kubectl get과 describe',
    printingCompared: '나이를 가린 본문',
    statuses: 'STATUS 열',
    statusesCompared: '매초의 단어',
    kubectl: 'kubectl 세션',
    kubectlCompared: '줄마다의 종료 코드와 출력',
    modelled:
      '파드: 초기화 컨테이너, 사이드카, 프로브, 훅, 재시작 정책\nAPI 서버: 엄격한 디코딩, 기본값, 유효성 검사, 어드미션, 패치\n스케줄러: 필터, 점수, 선점\n컨트롤러: 레플리카셋에서 크론잡까지\n요청, 한도, QoS 클래스, OOM 종료\n셸과 자주 쓰는 명령(가상 시간)\nkubectl과 그 출력',
    notModelled:
      '실제 이미지: 작은 프로그램으로 이루어진 강의 자체의 카탈로그를 씁니다\n패킷: 아래에 네트워크 없이 프로세스끼리 연결합니다\n디스크: 볼륨은 바로 마운트됩니다\n실제 기계의 흔들림: 시뮬레이터는 결정적이며 시드가 같으면 실행도 같습니다\n커스텀 리소스와 클라우드가 더하는 컨트롤러',
  },
);
export type TruthArea =
  | 'api'
  | 'manifests'
  | 'updates'
  | 'scheduler'
  | 'kubelet'
  | 'shell'
  | 'controllers'
  | 'printing'
  | 'statuses'
  | 'kubectl';
