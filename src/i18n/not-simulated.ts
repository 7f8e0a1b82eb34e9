import { localized } from './localized.ts';

/** Why something is valid but does nothing in this cluster, by the reason's code; and what is missing that no field asks for. */
export const notSimulatedTexts = localized(
  {
    'not-simulated': 'valid, but not simulated here',
    'no-controller': 'Nothing in this cluster acts on objects of this kind: they are stored and stay as they are.',
    'no-kernel': 'A kernel would enforce this. Processes here are simulated and have none under them.',
    'no-host-namespaces': 'Processes here never see those of the node, whatever this says.',
    'no-node-traffic':
      'The scheduler and the kubelet count this port as taken on the node, but no traffic reaches the Pod through it.',
    'no-packets':
      'Requests here go straight to one ready endpoint after another, with TCP, from inside the cluster or by a node port.',
    'no-pod-dns-settings': 'Every Pod here asks the cluster’s own DNS, with the usual search domains.',
    'no-storage': 'No disk or driver is behind it. A volume mounts as an empty directory whose files end with the Pod.',
    'no-devices': 'Nodes here have no devices to hand out.',
    'no-terminal': 'There is no terminal: a shell shows no prompt, and what is typed is given to it all at once.',
    'no-registry': 'Images come from the course’s own catalogue, which asks for no credentials.',
    'no-certificates': 'Nothing here issues certificates or checks tokens.',
    gated: 'It is behind a feature gate that Kubernetes 1.36 leaves off: the API server takes the field out.',
    'no-windows': 'Every node here runs Linux.',
    beyond:
      'Eviction for a shortage of inodes, and the node-wide OOM killer\nRoles and what they allow: whoever asks may do everything\nHow many volumes a node can attach\nMetrics: kubectl top, autoscaling\nAdmission webhooks and policies, custom resources',
    beyondTitle: 'Behaviour that no field asks for',
    fieldsTitle: 'Fields that are valid, but do nothing here',
    fieldsLead:
      'They are read, defaulted and checked as Kubernetes does, and then have no effect. The editor says so where you use one.',
    field: 'Field',
    why: 'What is different',
    only: 'only {v}',
  },
  {
    'not-simulated': '유효하지만 여기서는 시뮬레이션하지 않습니다',
    'no-controller': '이 클러스터에는 이 종류의 오브젝트를 처리하는 컨트롤러가 없습니다. 저장된 채로 그대로 있습니다.',
    'no-kernel': '커널이 강제하는 설정입니다. 이곳의 프로세스는 시뮬레이션이라 아래에 커널이 없습니다.',
    'no-host-namespaces': '이 값과 상관없이, 이곳의 프로세스는 노드의 프로세스를 보지 못합니다.',
    'no-node-traffic':
      '스케줄러와 kubelet은 이 포트를 노드에서 사용 중인 것으로 셉니다. 그러나 이 포트로 파드에 트래픽이 닿지는 않습니다.',
    'no-packets':
      '이곳의 요청은 클러스터 안에서 또는 노드 포트로, TCP로, 준비된 엔드포인트에 차례대로 곧장 전달됩니다.',
    'no-pod-dns-settings': '이곳의 모든 파드는 클러스터 DNS에 기본 검색 도메인으로 질의합니다.',
    'no-storage': '뒤에 디스크나 드라이버가 없습니다. 볼륨은 빈 디렉터리로 마운트되고, 파일은 파드와 함께 사라집니다.',
    'no-devices': '이곳의 노드에는 나누어 줄 장치가 없습니다.',
    'no-terminal': '터미널이 없습니다. 셸은 프롬프트를 보이지 않고, 입력한 내용은 한꺼번에 전달됩니다.',
    'no-registry': '이미지는 자격 증명을 묻지 않는 강의 자체의 카탈로그에서 옵니다.',
    'no-certificates': '이곳에는 인증서를 발급하거나 토큰을 확인하는 것이 없습니다.',
    gated: '쿠버네티스 1.36이 꺼 둔 기능 게이트에 속한 필드라서 API 서버가 뺍니다.',
    'no-windows': '이곳의 모든 노드는 리눅스입니다.',
    beyond:
      '아이노드 부족에 따른 축출, 노드 전체의 OOM killer\n역할과 권한: 누구나 모든 요청을 할 수 있습니다\n노드에 붙일 수 있는 볼륨의 수\n메트릭: kubectl top, 오토스케일링\n어드미션 웹훅과 정책, 커스텀 리소스',
    beyondTitle: '필드가 아닌 동작',
    fieldsTitle: '유효하지만 여기서는 효과가 없는 필드',
    fieldsLead:
      '쿠버네티스처럼 읽고 기본값을 채우고 검사하지만 효과는 없습니다. 사용하면 편집기가 그 자리에서 알려 줍니다.',
    field: '필드',
    why: '다른 점',
    only: '{v}만',
  },
);
