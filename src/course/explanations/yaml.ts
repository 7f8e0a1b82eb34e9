import { explain } from './explanation.ts';

/** How a text is no YAML, or another than was meant. */
export const yamlExplanations = {
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
  'yaml-colon-space': explain(
    [
      'A colon ends a key only where a space follows it. Without one this is a single word.',
      'Put a space after the colon.',
    ],
    ['콜론은 뒤에 공백이 있어야 키를 끝냅니다. 공백이 없으면 한 단어로 읽힙니다.', '콜론 뒤에 공백을 넣습니다.'],
  ),
  'yaml-braces': explain(
    [
      'Braces within braces are a map that is the key of another, which no object has. `{{ }}` belongs to templates, such as those of Helm.',
      'Write the value itself, or put the whole in quotes.',
    ],
    [
      '중괄호 안의 중괄호는 다른 맵의 키인 맵으로 읽히는데, 그런 오브젝트는 없습니다. `{{ }}`는 Helm 같은 템플릿의 문법입니다.',
      '값을 직접 쓰거나 전체를 따옴표로 감쌉니다.',
    ],
  ),
  'look-alike': explain(
    [
      'This line holds a character that looks like a space, a `-` or a `:`, and is another one. They come along when text is copied from a page.',
      'Type it anew.',
    ],
    [
      '이 줄에는 공백, `-`, `:`처럼 보이지만 다른 문자가 있습니다. 웹 페이지에서 복사할 때 섞여 들어오곤 합니다.',
      '그 문자를 직접 다시 입력합니다.',
    ],
  ),
  'not-an-object': explain(
    [
      'A manifest is a map of fields, and this is a list, a number or plain text.',
      'Begin with `apiVersion:`, `kind:` and `metadata:`.',
    ],
    [
      '매니페스트는 필드의 맵인데, 이것은 목록이나 숫자, 그냥 글입니다.',
      '`apiVersion:`, `kind:`, `metadata:`로 시작합니다.',
    ],
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
};
