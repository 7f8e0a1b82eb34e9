import type { Localized } from '../i18n/languages.ts';

/** A sentence on what an error or warning means, and one on what to do. */
export interface Explanation {
  readonly means: Localized;
  readonly todo: Localized;
}

const explain = (en: readonly [string, string], ko: readonly [string, string]): Explanation => ({
  means: { en: en[0], ko: ko[0] },
  todo: { en: en[1], ko: ko[1] },
});

/** What learners are told under kubectl's own words, by the code of an error or warning. */
export const explanations = {
  'yaml-tab': explain(
    ['A tab stands where YAML wants spaces.', 'Indent this line with spaces.'],
    ['YAML에서 공백이 와야 할 자리에 탭이 있습니다.', '이 줄을 공백으로 들여 씁니다.'],
  ),
  'yaml-reserved-character': explain(
    ['No value can begin with `@`, `%` or a backtick: YAML keeps them for itself.', 'Put the value in quotes.'],
    ['`@`, `%`, 백틱은 YAML이 따로 쓰는 문자라서 값이 이 문자로 시작할 수 없습니다.', '값을 따옴표로 감쌉니다.'],
  ),
  'yaml-second-colon': explain(
    [
      'A second `: ` on the line, or a line indented too far, reads as a map inside a value.',
      'Put the value in quotes, or line the key up with its neighbours.',
    ],
    [
      '한 줄에 `: `가 두 번 있거나 너무 깊이 들여 써서, 값 안의 맵으로 읽혔습니다.',
      '값을 따옴표로 감싸거나 키를 이웃한 키와 맞춥니다.',
    ],
  ),
  'yaml-colon-missing': explain(
    ['A key is not followed by a colon and a space.', 'Write `key: value` on the line above or on this one.'],
    ['키 뒤에 콜론과 공백이 없습니다.', '바로 위 줄이나 이 줄을 `key: value`로 씁니다.'],
  ),
  'yaml-indentation': explain(
    ['This line lines up with nothing above it.', 'Give keys of one map the same indentation.'],
    ['이 줄의 들여쓰기가 위의 어느 줄과도 맞지 않습니다.', '한 맵의 키는 들여쓰기를 같게 합니다.'],
  ),
  'yaml-bracket-open': explain(
    ['A `[` or `{` is not closed before the next field begins, or a comma is missing.', 'Add the comma, `]` or `}`.'],
    ['다음 필드가 시작하기 전에 `[`나 `{`가 닫히지 않았거나 쉼표가 없습니다.', '쉼표, `]` 또는 `}`를 추가합니다.'],
  ),
  'yaml-quote-open': explain(
    ['A quote is opened and never closed.', 'Close the quote at the end of its value.'],
    ['따옴표를 열고 닫지 않았습니다.', '값의 끝에서 따옴표를 닫습니다.'],
  ),
  'yaml-anchor-unknown': explain(
    [
      'A value that begins with `*` refers to an anchor, and there is none of that name.',
      'Put the value in quotes if you mean the star itself.',
    ],
    [
      '`*`로 시작하는 값은 앵커를 가리키는데, 그 이름의 앵커가 없습니다.',
      '별표 자체를 뜻한다면 값을 따옴표로 감쌉니다.',
    ],
  ),
  'duplicate-key': explain(
    ['This key stands twice in its map: the last one counts, and the one before is lost without a word.', 'Keep one.'],
    ['이 키가 한 맵에 두 번 있습니다. 마지막 값만 쓰이고 앞의 값은 아무 말 없이 사라집니다.', '하나만 남깁니다.'],
  ),
  'field-unknown': explain(
    ['There is no field of this name at this place.', 'Check its spelling, its capitals, and how far it is indented.'],
    ['이 자리에는 그런 이름의 필드가 없습니다.', '철자와 대소문자, 들여쓰기의 깊이를 확인합니다.'],
  ),
  'quantity-format': explain(
    [
      'An amount has a form or a unit that Kubernetes does not know.',
      'Write a number with `m`, `k`, `M`, `G`, or `Ki`, `Mi`, `Gi`, for instance `512Mi`.',
    ],
    [
      '양의 형식이나 단위를 쿠버네티스가 알지 못합니다.',
      '숫자에 `m`, `k`, `M`, `G` 또는 `Ki`, `Mi`, `Gi`를 붙여 씁니다. 예: `512Mi`.',
    ],
  ),
  'base64-format': explain(
    [
      'Values under `data` of a Secret must be base64.',
      'Encode the value, or write it in plain text under `stringData`.',
    ],
    ['시크릿의 `data` 아래 값은 base64여야 합니다.', '값을 인코딩하거나 `stringData` 아래에 그대로 씁니다.'],
  ),
  'bool-for-string': explain(
    [
      'YAML reads `true`, `yes`, `on` and their opposites as truth values, and this field takes text.',
      'Put the value in quotes.',
    ],
    [
      'YAML은 `true`, `yes`, `on`과 그 반대말을 참/거짓으로 읽는데, 이 필드는 문자열을 받습니다.',
      '값을 따옴표로 감쌉니다.',
    ],
  ),
  'number-for-string': explain(
    ['YAML reads this as a number, and the field takes text.', 'Put the value in quotes.'],
    ['YAML이 이 값을 숫자로 읽었는데, 이 필드는 문자열을 받습니다.', '값을 따옴표로 감쌉니다.'],
  ),
  'fraction-for-integer': explain(
    ['This field takes whole numbers only.', 'Write a number without a fraction.'],
    ['이 필드는 정수만 받습니다.', '소수점 없는 수를 씁니다.'],
  ),
  'string-for-integer': explain(
    ['This field takes a number, and quotes make it text.', 'Take the quotes away.'],
    ['이 필드는 숫자를 받는데, 따옴표 때문에 문자열이 되었습니다.', '따옴표를 없앱니다.'],
  ),
  'string-for-bool': explain(
    ['This field takes `true` or `false`, and quotes make it text.', 'Take the quotes away.'],
    ['이 필드는 `true`나 `false`를 받는데, 따옴표 때문에 문자열이 되었습니다.', '따옴표를 없앱니다.'],
  ),
  'map-for-string': explain(
    [
      'This field takes one value, and there are fields below it.',
      'Write the value on the same line, in quotes if it holds a colon.',
    ],
    [
      '이 필드는 값 하나를 받는데, 아래에 필드들이 있습니다.',
      '값을 같은 줄에 씁니다. 콜론이 들어 있으면 따옴표로 감쌉니다.',
    ],
  ),
  'list-for-string': explain(
    ['This field takes one value, and there is a list.', 'Write the value alone, without `-` and brackets.'],
    ['이 필드는 값 하나를 받는데, 목록이 있습니다.', '`-`나 대괄호 없이 값만 씁니다.'],
  ),
  'map-for-list': explain(
    ['This field takes a list, and its first item does not begin with `-`.', 'Put `- ` before each item.'],
    ['이 필드는 목록을 받는데, 첫 항목이 `-`로 시작하지 않습니다.', '각 항목 앞에 `- `를 붙입니다.'],
  ),
  'string-for-list': explain(
    ['This field takes a list, and there is one text.', 'Write each word as an item, for instance `["sleep", "60"]`.'],
    ['이 필드는 목록을 받는데, 문자열 하나가 있습니다.', '단어마다 항목으로 씁니다. 예: `["sleep", "60"]`.'],
  ),
  'list-for-map': explain(
    ['This field takes fields, and there is a list.', 'Take the `-` away before its fields.'],
    ['이 필드는 하위 필드를 받는데, 목록이 있습니다.', '하위 필드 앞의 `-`를 없앱니다.'],
  ),
  'string-for-map': explain(
    [
      'This field takes fields of its own, and there is one text.',
      'Write its fields below it, indented by two spaces.',
    ],
    ['이 필드는 하위 필드를 받는데, 문자열 하나가 있습니다.', '하위 필드를 아래 줄에 두 칸 들여 씁니다.'],
  ),
  'kind-missing': explain(
    ['The manifest does not say what kind of object it describes.', 'Add `kind:`, for instance `kind: Pod`.'],
    ['매니페스트에 어떤 종류의 오브젝트인지 적혀 있지 않습니다.', '`kind:`를 추가합니다. 예: `kind: Pod`.'],
  ),
  'api-version-missing': explain(
    [
      'The manifest does not say which version of the API it is written for.',
      'Add `apiVersion:`, which is `v1` for a Pod and `apps/v1` for a Deployment.',
    ],
    [
      '매니페스트에 어느 API 버전인지 적혀 있지 않습니다.',
      '`apiVersion:`을 추가합니다. 파드는 `v1`, 디플로이먼트는 `apps/v1`입니다.',
    ],
  ),
  'kind-not-simulated': explain(
    ['Kubernetes has this kind, and this course’s cluster does not.', 'Leave the object out here.'],
    ['쿠버네티스에는 있는 종류이지만 이 강좌의 클러스터에는 없습니다.', '여기서는 이 오브젝트를 뺍니다.'],
  ),
  'kind-unknown': explain(
    [
      'No kind of this name is served under this `apiVersion`.',
      'Check both: kinds begin with a capital, as `Pod`, and `apiVersion` must be the kind’s own.',
    ],
    [
      '이 `apiVersion`에는 그런 이름의 종류가 없습니다.',
      '둘 다 확인합니다. 종류는 `Pod`처럼 대문자로 시작하고, `apiVersion`은 그 종류의 것이어야 합니다.',
    ],
  ),
  'nothing-to-apply': explain(
    ['There is no object in what was handed in.', 'Write a manifest.'],
    ['제출한 내용에 오브젝트가 없습니다.', '매니페스트를 작성합니다.'],
  ),
  'namespace-unknown': explain(
    ['The namespace that the object names does not exist.', 'Create it first, or leave `namespace` out.'],
    ['오브젝트가 가리키는 네임스페이스가 없습니다.', '먼저 네임스페이스를 만들거나 `namespace`를 뺍니다.'],
  ),
  'version-on-create': explain(
    [
      'The manifest names a version of an object that is to be created: it was copied from a cluster.',
      'Take `resourceVersion` out, and with it `uid`, `creationTimestamp` and `status`.',
    ],
    [
      '새로 만들 오브젝트의 버전이 적혀 있습니다. 클러스터에서 복사한 매니페스트입니다.',
      '`resourceVersion`을 빼고 `uid`, `creationTimestamp`, `status`도 함께 뺍니다.',
    ],
  ),
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
  'fractional-bytes': explain(
    ['`m` means thousandths: `400m` of memory is less than one byte.', 'Write `400Mi` if you mean mebibytes.'],
    ['`m`은 1000분의 1입니다. 메모리 `400m`은 1바이트보다 작습니다.', '메비바이트를 뜻한다면 `400Mi`로 씁니다.'],
  ),
  'env-name-twice': explain(
    ['Two variables have the same name, and the later one wins.', 'Keep one of them.'],
    ['변수 두 개의 이름이 같아서 나중 것이 쓰입니다.', '하나만 남깁니다.'],
  ),
  'port-twice': explain(
    [
      'A port, or a port’s name, is listed twice.',
      'Keep one of them, or give the second a number and name of its own.',
    ],
    ['포트나 포트의 이름이 두 번 적혀 있습니다.', '하나만 남기거나, 두 번째에 다른 번호와 이름을 줍니다.'],
  ),
  'name-not-for-hostname': explain(
    [
      'A Pod’s name is also its hostname, and this one makes an unusual hostname.',
      'Use lowercase letters, digits and `-`, at most 63 characters.',
    ],
    [
      '파드의 이름은 호스트명이기도 한데, 이 이름은 호스트명으로 흔하지 않습니다.',
      '소문자와 숫자, `-`를 63자까지 씁니다.',
    ],
  ),
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
  'init-probe': explain(
    [
      'A plain init container runs to its end, so it has no probes.',
      'Take the probe away, or make it a sidecar with `restartPolicy: Always`.',
    ],
    [
      '일반 초기화 컨테이너는 끝까지 실행되므로 프로브를 가질 수 없습니다.',
      '프로브를 없애거나, `restartPolicy: Always`로 사이드카를 만듭니다.',
    ],
  ),
  'volume-two-sources': explain(
    ['A volume has two sources, and can have one.', 'Make two volumes of it.'],
    ['볼륨에 원본이 두 개 있는데, 하나만 가질 수 있습니다.', '볼륨 두 개로 나눕니다.'],
  ),
  'volume-not-found': explain(
    ['The mount names a volume that the Pod does not have.', 'Use the name of one of `spec.volumes`, or add it there.'],
    ['마운트가 가리키는 볼륨이 파드에 없습니다.', '`spec.volumes`에 있는 이름을 쓰거나, 그곳에 추가합니다.'],
  ),
  'mount-path-taken': explain(
    ['Two volumes are mounted at one path of the container.', 'Give each mount a path of its own.'],
    ['컨테이너의 한 경로에 볼륨 두 개가 마운트됩니다.', '마운트마다 다른 경로를 줍니다.'],
  ),
  'mount-path-missing': explain(
    ['The mount does not say where in the container it appears.', 'Add `mountPath:`, an absolute path.'],
    ['마운트가 컨테이너의 어디에 나타나는지 적혀 있지 않습니다.', '절대 경로로 `mountPath:`를 추가합니다.'],
  ),
  'file-mode': explain(
    ['A file mode was read as a decimal number: modes are octal.', 'Begin it with a zero: `0644`.'],
    ['파일 모드가 10진수로 읽혔습니다. 모드는 8진수입니다.', '0으로 시작해 `0644`처럼 씁니다.'],
  ),
  'env-name-format': explain(
    ['A variable’s name holds something that names cannot hold, such as `=`.', 'Use letters, digits and `_`.'],
    ['변수 이름에 `=`처럼 쓸 수 없는 문자가 있습니다.', '영문자와 숫자, `_`를 씁니다.'],
  ),
  'env-two-values': explain(
    ['A variable has both a value and a source for it.', 'Keep `value` or `valueFrom`.'],
    ['변수에 값과 값의 출처가 모두 있습니다.', '`value`와 `valueFrom` 중 하나만 남깁니다.'],
  ),
  'pull-policy-unknown': explain(
    ['This is no policy for pulling images.', 'Use `Always`, `IfNotPresent` or `Never`, with these capitals.'],
    [
      '이미지를 가져오는 정책 가운데 그런 값은 없습니다.',
      '`Always`, `IfNotPresent`, `Never` 중 하나를 대소문자까지 맞게 씁니다.',
    ],
  ),
  'image-missing': explain(
    ['Every container needs an image to run.', 'Add `image:` to the container, for instance `image: nginx:1.27`.'],
    ['모든 컨테이너에는 실행할 이미지가 필요합니다.', '컨테이너에 `image:`를 추가합니다. 예: `image: nginx:1.27`.'],
  ),
  'image-spaces': explain(
    ['There are spaces around the image’s name.', 'Take them away.'],
    ['이미지 이름의 앞뒤에 공백이 있습니다.', '공백을 없앱니다.'],
  ),
  'containers-missing': explain(
    ['A Pod has at least one container.', 'Add `containers:` with a list of them under the Pod’s `spec`.'],
    ['파드에는 컨테이너가 하나 이상 있어야 합니다.', '파드의 `spec` 아래에 `containers:` 목록을 추가합니다.'],
  ),
  'container-name-missing': explain(
    ['Every container needs a name.', 'Add `name:` to the container.'],
    ['모든 컨테이너에는 이름이 필요합니다.', '컨테이너에 `name:`을 추가합니다.'],
  ),
  'container-name-taken': explain(
    ['Two containers of the Pod have the same name.', 'Give each a name of its own; init containers count too.'],
    ['파드의 컨테이너 두 개가 이름이 같습니다.', '초기화 컨테이너까지 포함해 각각 다른 이름을 줍니다.'],
  ),
  'container-name-format': explain(
    [
      'A container’s name may hold lowercase letters, digits and `-` only.',
      'Write it in lowercase, without `_` and dots.',
    ],
    ['컨테이너 이름에는 소문자와 숫자, `-`만 쓸 수 있습니다.', '`_`와 점 없이 소문자로 씁니다.'],
  ),
  'name-missing': explain(
    ['Every object needs a name.', 'Add `name:` under `metadata`.'],
    ['모든 오브젝트에는 이름이 필요합니다.', '`metadata` 아래에 `name:`을 추가합니다.'],
  ),
  'name-format': explain(
    [
      'The name holds characters that names of this kind cannot have.',
      'Use lowercase letters, digits and `-`, with a letter or digit at both ends.',
    ],
    ['이 종류의 이름에 쓸 수 없는 문자가 있습니다.', '소문자와 숫자, `-`를 쓰고 양 끝은 문자나 숫자로 합니다.'],
  ),
  'label-format': explain(
    [
      'A label’s key or value holds characters that labels cannot have.',
      'Use letters, digits, `-`, `_` and `.`, at most 63 characters.',
    ],
    ['레이블의 키나 값에 쓸 수 없는 문자가 있습니다.', '영문자와 숫자, `-`, `_`, `.`을 63자까지 씁니다.'],
  ),
  'port-missing': explain(
    ['The entry names no port.', 'Add `containerPort:` with the port that the program listens on.'],
    ['항목에 포트 번호가 없습니다.', '프로그램이 듣는 포트를 `containerPort:`로 추가합니다.'],
  ),
  'port-range': explain(
    ['Ports are numbers from 1 to 65535.', 'Use the port that the program listens on.'],
    ['포트는 1부터 65535까지의 수입니다.', '프로그램이 듣는 포트를 씁니다.'],
  ),
  'port-name-format': explain(
    [
      'A port’s name has at most 15 lowercase letters, digits and `-`, and at least one letter.',
      'Shorten it, and write `-` for `_`.',
    ],
    [
      '포트 이름은 소문자와 숫자, `-`로 15자까지이며 영문자가 하나 이상 있어야 합니다.',
      '이름을 줄이고 `_` 대신 `-`를 씁니다.',
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
  'restart-policy-unknown': explain(
    ['This is no restart policy.', 'Use `Always`, `OnFailure` or `Never`, with these capitals.'],
    ['재시작 정책 가운데 그런 값은 없습니다.', '`Always`, `OnFailure`, `Never` 중 하나를 대소문자까지 맞게 씁니다.'],
  ),
  'request-over-limit': explain(
    ['The container asks for more than its own limit allows.', 'Lower the request or raise the limit.'],
    ['컨테이너의 요청이 자신의 한도보다 큽니다.', '요청을 낮추거나 한도를 올립니다.'],
  ),
  'resource-unknown': explain(
    [
      'Containers have no resource of this name.',
      'Use `cpu`, `memory` or `ephemeral-storage`; names of devices hold a slash.',
    ],
    [
      '컨테이너에 그런 이름의 리소스는 없습니다.',
      '`cpu`, `memory`, `ephemeral-storage` 중에서 씁니다. 장치 이름에는 빗금이 들어갑니다.',
    ],
  ),
  'amount-negative': explain(
    ['An amount cannot be less than nothing.', 'Write 0 or more.'],
    ['양은 0보다 작을 수 없습니다.', '0 이상으로 씁니다.'],
  ),
  'replicas-negative': explain(
    ['A count cannot be less than nothing.', 'Write 0 or more.'],
    ['개수는 0보다 작을 수 없습니다.', '0 이상으로 씁니다.'],
  ),
  'probe-no-handler': explain(
    ['The probe does not say how to ask the container.', 'Add one of `exec`, `httpGet`, `tcpSocket` or `grpc`.'],
    [
      '프로브에 컨테이너를 확인하는 방법이 적혀 있지 않습니다.',
      '`exec`, `httpGet`, `tcpSocket`, `grpc` 중 하나를 추가합니다.',
    ],
  ),
  'probe-two-handlers': explain(
    ['A probe or hook has two ways to act, and can have one.', 'Keep one of them.'],
    ['프로브나 훅에 방법이 두 가지 있는데, 하나만 가질 수 있습니다.', '하나만 남깁니다.'],
  ),
  'probe-success-threshold': explain(
    ['Only a readiness probe can wait for several successes.', 'Set `successThreshold` to 1, or leave it out.'],
    ['여러 번의 성공을 기다릴 수 있는 것은 준비성 프로브뿐입니다.', '`successThreshold`를 1로 하거나 뺍니다.'],
  ),
  'probe-number-negative': explain(
    [
      'A probe’s times and counts cannot be less than nothing.',
      'Write a positive number, or leave the field out for its default.',
    ],
    ['프로브의 시간과 횟수는 0보다 작을 수 없습니다.', '양수를 쓰거나, 기본값을 쓰도록 필드를 뺍니다.'],
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
  'toleration-seconds': explain(
    [
      'Only a toleration of `NoExecute` can end after some time.',
      'Set `effect: NoExecute`, or leave `tolerationSeconds` out.',
    ],
    [
      '시간이 지나 끝날 수 있는 것은 `NoExecute` 톨러레이션뿐입니다.',
      '`effect: NoExecute`로 하거나 `tolerationSeconds`를 뺍니다.',
    ],
  ),
  'toleration-exists-value': explain(
    ['`Exists` holds for every value, so none may be given.', 'Take `value` away, or use `operator: Equal`.'],
    ['`Exists`는 어떤 값에나 맞으므로 값을 적을 수 없습니다.', '`value`를 없애거나 `operator: Equal`을 씁니다.'],
  ),
  'affinity-values': explain(
    [
      'The operator and the number of values do not fit.',
      'Give `In` and `NotIn` at least one value, `Exists` and `DoesNotExist` none, `Gt` and `Lt` one.',
    ],
    [
      '연산자와 값의 개수가 맞지 않습니다.',
      '`In`과 `NotIn`에는 값을 하나 이상, `Exists`와 `DoesNotExist`에는 없이, `Gt`와 `Lt`에는 하나를 적습니다.',
    ],
  ),
  'affinity-operator': explain(
    [
      'There is no operator of this name here.',
      'Use `In`, `NotIn`, `Exists` or `DoesNotExist`, with these capitals; nodes also know `Gt` and `Lt`.',
    ],
    [
      '여기에는 그런 이름의 연산자가 없습니다.',
      '`In`, `NotIn`, `Exists`, `DoesNotExist`를 대소문자까지 맞게 씁니다. 노드에는 `Gt`와 `Lt`도 있습니다.',
    ],
  ),
  'affinity-weight': explain(
    ['A preference has a weight from 1 to 100.', 'Choose a weight in this range.'],
    ['선호에는 1부터 100까지의 가중치가 있습니다.', '이 범위의 가중치를 고릅니다.'],
  ),
  'topology-key-missing': explain(
    [
      'The rule does not say what counts as one place.',
      'Add `topologyKey:`, for instance `kubernetes.io/hostname` for a node.',
    ],
    [
      '무엇을 한 장소로 볼지 적혀 있지 않습니다.',
      '`topologyKey:`를 추가합니다. 노드라면 `kubernetes.io/hostname`입니다.',
    ],
  ),
  'spread-when': explain(
    ['This is no answer to a spread that cannot be kept.', 'Use `DoNotSchedule` or `ScheduleAnyway`.'],
    ['분산을 지킬 수 없을 때의 동작 가운데 그런 값은 없습니다.', '`DoNotSchedule`이나 `ScheduleAnyway`를 씁니다.'],
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
} satisfies Readonly<Record<string, Explanation>>;
