import { explain } from './explanation.ts';

/** Containers: their images, ports, environment, volumes, amounts and probes. */
export const containersExplanations = {
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
};
