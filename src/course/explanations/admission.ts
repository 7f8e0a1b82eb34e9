import { explain } from './explanation.ts';

/** What a namespace or the cluster does not let in. */
export const admissionExplanations = {
  'quota-exceeded': explain(
    [
      'A ResourceQuota of the namespace has too little left for this object.',
      'Ask for less, or delete something that uses it up.',
    ],
    ['네임스페이스의 리소스쿼터에 이 오브젝트를 위한 여유가 없습니다.', '더 적게 요청하거나, 쓰고 있는 것을 지웁니다.'],
  ),
  'quota-needs-requests': explain(
    [
      'A ResourceQuota counts a resource that this Pod does not mention.',
      'Give every container the requests or limits that the message names.',
    ],
    [
      '리소스쿼터가 세는 리소스를 이 파드가 적지 않았습니다.',
      '메시지에 나온 요청이나 한도를 모든 컨테이너에 적습니다.',
    ],
  ),
  'limit-range-over': explain(
    ['A LimitRange of the namespace allows less than this.', 'Stay below the maximum that the message names.'],
    ['네임스페이스의 리밋레인지가 이보다 적은 양만 허용합니다.', '메시지에 나온 최댓값을 넘지 않게 합니다.'],
  ),
  'limit-range-under': explain(
    ['A LimitRange of the namespace demands more than this.', 'Ask for at least the minimum that the message names.'],
    ['네임스페이스의 리밋레인지가 이보다 많은 양을 요구합니다.', '메시지에 나온 최솟값 이상을 요청합니다.'],
  ),
  'pod-security': explain(
    [
      'A label of the namespace asks more of a Pod’s security settings than this Pod has.',
      'Set each field that the message names: most stand under `securityContext`.',
    ],
    [
      '네임스페이스의 레이블이 이 파드보다 엄격한 보안 설정을 요구합니다.',
      '메시지에 나온 필드를 모두 설정합니다. 대부분 `securityContext` 아래에 있습니다.',
    ],
  ),
  'priority-class-unknown': explain(
    ['There is no PriorityClass of this name.', 'Create it first, or leave `priorityClassName` out.'],
    ['그런 이름의 프라이어리티클래스가 없습니다.', '먼저 만들거나 `priorityClassName`을 뺍니다.'],
  ),
  'service-account-unknown': explain(
    [
      'There is no ServiceAccount of this name in the namespace.',
      'Create it first, or leave `serviceAccountName` out.',
    ],
    ['네임스페이스에 그런 이름의 서비스어카운트가 없습니다.', '먼저 만들거나 `serviceAccountName`을 뺍니다.'],
  ),
};
