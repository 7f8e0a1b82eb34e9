/** The course in order: seven modules and the lessons planned for them. What is published is what has a file in content/. */
import type { Localized } from '../i18n/languages.ts';

export interface PlannedLesson {
  readonly id: string;
  readonly title: Localized;
  /** Reading time. */
  readonly minutes: number;
}

export interface Module {
  readonly id: string;
  readonly number: number;
  readonly title: Localized;
  readonly summary: Localized;
  readonly lessons: readonly PlannedLesson[];
}

const lesson = (id: string, minutes: number, en: string, ko: string): PlannedLesson => ({
  id,
  minutes,
  title: { en, ko },
});

export const modules: readonly Module[] = [
  {
    id: 'orientation',
    number: 0,
    title: { en: 'Orientation', ko: '시작하기' },
    summary: {
      en: 'From a manifest to a running process, and how to read a cluster.',
      ko: '매니페스트가 프로세스가 되기까지, 그리고 클러스터를 읽는 방법.',
    },
    lessons: [
      lesson('how-this-course-works', 5, 'How this course works', '이 강의를 사용하는 방법'),
      lesson('cluster-in-ten-minutes', 9, 'From YAML to a running process', 'YAML이 프로세스가 되기까지'),
      lesson('yaml-for-kubernetes', 8, 'YAML that means what you think', '의도대로 읽히는 YAML'),
      lesson('kubectl-first-look', 7, 'Reading a cluster with kubectl', 'kubectl로 클러스터 읽기'),
    ],
  },
  {
    id: 'pods',
    number: 1,
    title: { en: 'Pods', ko: '파드' },
    summary: {
      en: 'Containers that share a fate, an address and files, and what makes them.',
      ko: '운명과 주소와 파일을 함께 쓰는 컨테이너, 그리고 그것을 만드는 것.',
    },
    lessons: [
      lesson('pod-anatomy', 8, 'Anatomy of a Pod object', '파드 오브젝트의 구조'),
      lesson('images-and-commands', 9, 'Images, commands and process 1', '이미지, 명령어, 1번 프로세스'),
      lesson('shared-network', 8, 'One IP, one port space', '하나의 IP, 하나의 포트 공간'),
      lesson('shared-volumes', 8, 'Files that containers share', '컨테이너가 공유하는 파일'),
      lesson('env-and-config', 8, 'Configuration without rebuilding', '다시 빌드하지 않는 설정'),
      lesson(
        'init-and-sidecars',
        10,
        'Before and beside the app: init and sidecar containers',
        '앱의 앞과 옆: 초기화 컨테이너와 사이드카',
      ),
      lesson('pod-patterns', 7, 'One container or several?', '컨테이너는 하나인가 여럿인가'),
      lesson(
        'pods-and-controllers',
        9,
        'Who makes Pods: templates and controllers',
        '파드를 만드는 것: 템플릿과 컨트롤러',
      ),
      lesson('services-and-labels', 7, 'Finding Pods: labels and Services', '파드 찾기: 레이블과 서비스'),
    ],
  },
  {
    id: 'lifecycle',
    number: 2,
    title: { en: 'Lifecycle', ko: '라이프사이클' },
    summary: { en: 'States, exit codes, restarts, hooks and shutdown.', ko: '상태, 종료 코드, 재시작, 훅, 종료.' },
    lessons: [
      lesson('phases-and-states', 9, 'Phases, conditions, container states', '단계, 컨디션, 컨테이너 상태'),
      lesson('restart-and-backoff', 8, 'restartPolicy and CrashLoopBackOff', 'restartPolicy와 CrashLoopBackOff'),
      lesson('lifecycle-hooks', 7, 'Hooks: postStart and preStop', '훅: postStart와 preStop'),
      lesson('graceful-termination', 9, 'How a Pod ends', '파드가 종료되는 과정'),
      lesson('conditions-and-gates', 6, 'Conditions and readiness gates', '컨디션과 준비성 게이트'),
    ],
  },
  {
    id: 'probes',
    number: 3,
    title: { en: 'Probes', ko: '프로브' },
    summary: {
      en: 'Three questions the kubelet asks, and the arithmetic of each.',
      ko: 'kubelet이 묻는 세 가지 질문과 각각의 계산.',
    },
    lessons: [
      lesson('three-probes', 8, 'Three questions the kubelet asks', 'kubelet이 묻는 세 가지 질문'),
      lesson('probe-handlers', 9, 'exec, HTTP, TCP, gRPC', 'exec, HTTP, TCP, gRPC'),
      lesson('probe-timing', 9, 'Probe arithmetic', '프로브 시간 계산'),
      lesson('readiness-and-traffic', 7, 'Readiness and traffic', '준비성과 트래픽'),
      lesson('probe-design', 9, 'Designing probes that help', '도움이 되는 프로브 설계'),
    ],
  },
  {
    id: 'resources',
    number: 4,
    title: { en: 'Resources and QoS', ko: '리소스와 QoS' },
    summary: {
      en: 'What is promised, what is capped, and who goes first.',
      ko: '무엇을 약속하고 무엇을 제한하며 누가 먼저 죽는가.',
    },
    lessons: [
      lesson('requests-and-limits', 8, 'Requests, limits and units', '요청, 한도, 단위'),
      lesson('qos-classes', 7, 'QoS classes', '서비스 품질(QoS) 클래스'),
      lesson('oom-and-throttling', 8, 'Over the limit: OOM kills and throttling', '한도 초과: OOM과 스로틀링'),
      lesson('eviction-order', 8, 'Node pressure: who goes first', '노드 압박: 누가 먼저 축출되는가'),
      lesson('namespace-guards', 7, 'LimitRange and ResourceQuota', '리밋레인지와 리소스쿼터'),
    ],
  },
  {
    id: 'scheduling',
    number: 5,
    title: { en: 'Scheduling', ko: '스케줄링' },
    summary: {
      en: 'Filters, scores, affinity, taints, spreading, preemption.',
      ko: '필터, 점수, 어피니티, 테인트, 분산, 선점.',
    },
    lessons: [
      lesson('filter-and-score', 9, 'How the scheduler chooses', '스케줄러가 노드를 고르는 방법'),
      lesson(
        'choosing-nodes',
        9,
        'Choosing nodes: nodeSelector and node affinity',
        '노드 고르기: nodeSelector와 노드 어피니티',
      ),
      lesson('taints-and-tolerations', 9, 'Taints and tolerations', '테인트와 톨러레이션'),
      lesson('pod-affinity', 8, 'Together and apart: Pod affinity', '함께 또는 따로: 파드 어피니티'),
      lesson('topology-spread', 7, 'Spreading across zones', '여러 존에 분산하기'),
      lesson('pending-and-preemption', 9, 'Pending, priority and preemption', 'Pending 진단, 우선순위, 선점'),
    ],
  },
  {
    id: 'incidents',
    number: 6,
    title: { en: 'Incidents', ko: '종합 장애 대응' },
    summary: { en: 'Several faults at once, on a clock.', ko: '여러 결함이 한꺼번에, 시간 안에.' },
    lessons: [
      lesson('incident-method', 6, 'A method for incidents', '장애를 다루는 방법'),
      lesson('incident-room', 8, 'The incident room', '장애 대응실'),
    ],
  },
];
