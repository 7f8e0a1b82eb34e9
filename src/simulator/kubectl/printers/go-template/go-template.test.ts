import { expect, test } from 'vitest';
import { parseGoTemplate, renderGoTemplate } from './go-template.ts';
import type { Value } from '../json-text.ts';

const object: Value = {
  kind: 'Pod',
  metadata: { labels: { app: 'web', 'a.b/c': 'd' } },
  items: [{ name: 'x', n: 1 }, { name: 'y' }],
  empty: [],
};

test.each([
  ['{{.kind}}', 'Pod'],
  ['{{.nosuch}}', '<no value>'],
  ['{{range .items}}{{.name}} {{end}}', 'x y '],
  ['{{range $i, $e := .items}}{{$i}}={{$e.name}};{{end}}', '0=x;1=y;'],
  ['{{range .empty}}x{{else}}none{{end}}', 'none'],
  ['{{if .nosuch}}a{{else if eq .kind "Pod"}}b{{else}}c{{end}}', 'b'],
  ['{{with .metadata}}{{index .labels "a.b/c"}}{{end}}', 'd'],
  ['{{len .items}} {{printf "%s!" .kind}} {{"\\n" | print}}', '2 Pod! \n'],
  ['{{- .kind -}}  .', 'Pod.'],
  ['{{.metadata.labels}}', 'map[a.b/c:d app:web]'],
  ['{{$x := 1}}{{range .items}}{{$x = .name}}{{end}}{{$x}}', 'y'],
  ['{{range .items}}{{if eq .name "x"}}{{continue}}{{end}}{{.name}}{{break}}{{end}}', 'y'],
  ['{{define "t"}}<{{.}}>{{end}}{{template "t" .kind}}{{block "u" 1}}{{.}}{{end}}', '<Pod>1'],
  ["{{(index .items 0).name}} {{1.5}} {{0x10}} {{'a'}} {{true}}", 'x 1.5 16 97 true'],
  ['{{with $k := .kind}}{{$k | printf "%-5s|%5s|%q" "a"}}{{end}}', 'a    |  Pod|%!q(MISSING)'],
  ['{{and .kind .nosuch "b"}} {{or 0 "x"}} {{not 1}}', '<no value> x false'],
])('%s', (template, text) => {
  const parsed = parseGoTemplate(template);
  expect(parsed.ok && renderGoTemplate(parsed.template, object)).toEqual({ text });
});

test.each([
  ['{{index .items 9}}', '1:2: executing "output" at <index .items 9>: error calling index: index out of range: 9'],
  ['a\n {{.kind.x}}', '2:8: executing "output" at <.kind.x>: can\'t evaluate field x in type interface {}'],
  [
    '{{.kind | len | printf "%d" 1 | not 1}}',
    '1:32: executing "output" at <not>: wrong number of args for not: want 1 got 2',
  ],
  [
    '{{eq .kind 1}}',
    '1:2: executing "output" at <eq .kind 1>: error calling eq: incompatible types for comparison: string and int',
  ],
  ['{{template "t"}}', '1:11: executing "output" at <{{template "t"}}>: template "t" not defined'],
  ['{{nil}}', '1:2: executing "output" at <nil>: nil is not a command'],
])('%s does not fit', (template, problem) => {
  const parsed = parseGoTemplate(template);
  expect(parsed.ok && renderGoTemplate(parsed.template, object).problem).toBe(`template: output:${problem}`);
});

test.each([
  ['{{range 999999999}}x{{end}}'],
  [`${'{{range $.items}}'.repeat(40)}x${'{{end}}'.repeat(40)}`],
  ['{{define "t"}}{{template "t"}}{{end}}{{template "t"}}'],
])('%s ends', (template) => {
  const parsed = parseGoTemplate(template);
  expect(parsed.ok && renderGoTemplate(parsed.template, object).problem).toBeTruthy();
});

test.each([
  ['{{end}}', 'unexpected {{end}}'],
  ['{{if}}{{end}}', 'missing value for if'],
  ['{{if .a}}', 'unexpected EOF'],
  ['{{break}}', '{{break}} outside {{range}}'],
  ['{{$x}}', 'undefined variable "$x"'],
  ['{{.a..b}}', 'unexpected <.> in operand'],
  ['{{(.a}}', 'unclosed left paren'],
  ['{{nosuch .a}}', 'function "nosuch" not defined'],
  ['{{.a | 1}}', 'non executable command in pipeline stage 2'],
  ['{{"a}}', 'unterminated quoted string'],
  ["{{'ab'}}", "malformed character constant: 'ab'"],
  ['{{.a}', "bad character U+007D '}'"],
  ['{{ü§}}', "bad character U+00A7 '§'"],
])('%s cannot be read', (template, problem) => {
  expect(parseGoTemplate(template)).toEqual({ ok: false, message: `template: output:1: ${problem}` });
});

test('an action that is not closed is told with its line', () => {
  expect(parseGoTemplate('a\n{{.status')).toEqual({ ok: false, message: 'template: output:2: unclosed action' });
});
