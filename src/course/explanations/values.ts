import { explain } from './explanation.ts';

/** Values of another type, and objects that are not what they say. */
export const valuesExplanations = {
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
  'word-for-integer': explain(
    ['This field takes a number, and this is a word.', 'Write the number that it stands for.'],
    ['이 필드는 숫자를 받는데, 여기에 단어가 있습니다.', '그 단어가 뜻하는 숫자를 씁니다.'],
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
    ['쿠버네티스에는 있는 종류이지만 이 강의의 클러스터에는 없습니다.', '여기서는 이 오브젝트를 뺍니다.'],
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
};
