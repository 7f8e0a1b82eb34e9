import { explain } from './explanation.ts';

/** Controllers, Services and what is fixed once it is there. */
export const workloadsExplanations = {
  'selector-mismatch': explain(
    [
      'The Pods that the template makes would not be found by the selector.',
      'Give `template.metadata.labels` every label that `selector.matchLabels` has.',
    ],
    [
      '템플릿으로 만들어지는 파드를 셀렉터가 찾지 못합니다.',
      '`selector.matchLabels`의 레이블을 모두 `template.metadata.labels`에 적습니다.',
    ],
  ),
  'selector-missing': explain(
    ['The object does not say which Pods are its own.', 'Add `selector.matchLabels` with labels of the template.'],
    ['어떤 파드가 자기 것인지 적혀 있지 않습니다.', '템플릿의 레이블로 `selector.matchLabels`를 추가합니다.'],
  ),
  'selector-fixed': explain(
    [
      'A selector cannot change once the object exists.',
      'Delete the object and create it anew, or put the old selector back.',
    ],
    ['오브젝트를 만든 뒤에는 셀렉터를 바꿀 수 없습니다.', '오브젝트를 지우고 다시 만들거나, 이전 셀렉터로 되돌립니다.'],
  ),
  'job-template-fixed': explain(
    ['A Job’s template cannot change once the Job exists.', 'Delete the Job and create it anew.'],
    ['잡을 만든 뒤에는 템플릿을 바꿀 수 없습니다.', '잡을 지우고 다시 만듭니다.'],
  ),
  'job-restart-policy': explain(
    [
      'A Job ends, so its Pods may not restart for ever, which is the default.',
      'Set `restartPolicy: Never` or `OnFailure` in the template’s spec.',
    ],
    [
      '잡은 끝나는 작업이므로 파드가 기본값처럼 끝없이 재시작할 수 없습니다.',
      '템플릿의 spec에 `restartPolicy: Never`나 `OnFailure`를 적습니다.',
    ],
  ),
  'always-restarts': explain(
    ['Pods of this kind of object must always restart.', 'Leave `restartPolicy` out, or use a Job for work that ends.'],
    [
      '이 종류의 오브젝트가 만드는 파드는 항상 재시작해야 합니다.',
      '`restartPolicy`를 빼거나, 끝나는 작업이라면 잡을 씁니다.',
    ],
  ),
  'service-port-name': explain(
    ['A Service with several ports needs a name for each.', 'Add `name:` to every port.'],
    ['포트가 여러 개인 서비스는 포트마다 이름이 필요합니다.', '모든 포트에 `name:`을 추가합니다.'],
  ),
  'service-ports-missing': explain(
    ['A Service needs at least one port.', 'Add `ports:` with the `port` that clients use.'],
    ['서비스에는 포트가 하나 이상 필요합니다.', '클라이언트가 쓰는 `port`로 `ports:`를 추가합니다.'],
  ),
  'replicas-negative': explain(
    ['A count cannot be less than nothing.', 'Write 0 or more.'],
    ['개수는 0보다 작을 수 없습니다.', '0 이상으로 씁니다.'],
  ),
  'pod-containers-fixed': explain(
    ['A Pod keeps the containers that it was created with.', 'Delete the Pod and create it anew.'],
    ['파드는 만들어질 때의 컨테이너를 그대로 유지합니다.', '파드를 지우고 다시 만듭니다.'],
  ),
  'pod-field-fixed': explain(
    [
      'Most fields of a Pod cannot change once it exists; an image can.',
      'Delete the Pod and create it anew, or let a Deployment replace it.',
    ],
    [
      '파드를 만든 뒤에는 이미지 등 몇 가지 말고는 필드를 바꿀 수 없습니다.',
      '파드를 지우고 다시 만들거나, 디플로이먼트로 교체합니다.',
    ],
  ),
  'cron-format': explain(
    [
      'The schedule is not in cron’s form.',
      'Write five fields: minute, hour, day, month, weekday, for instance `*/5 * * * *`.',
    ],
    ['스케줄이 cron 형식이 아닙니다.', '분, 시, 일, 월, 요일의 다섯 칸으로 씁니다. 예: `*/5 * * * *`.'],
  ),
  'strategy-recreate': explain(
    [
      '`Recreate` replaces all Pods at once, so it has nothing to roll.',
      'Take `rollingUpdate` away, or use `type: RollingUpdate`.',
    ],
    [
      '`Recreate`는 모든 파드를 한 번에 교체하므로 롤링 설정이 없습니다.',
      '`rollingUpdate`를 없애거나 `type: RollingUpdate`를 씁니다.',
    ],
  ),
};
