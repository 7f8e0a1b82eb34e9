import { expect, test } from 'vitest';
import { parseGoTemplate, renderGoTemplate } from './go-template.ts';
import type { Value } from './json-text.ts';

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
])('%s', (template, text) => {
  const parsed = parseGoTemplate(template);
  expect(parsed.ok && renderGoTemplate(parsed.template, object)).toBe(text);
});

test('an action that is not closed is told with its line', () => {
  expect(parseGoTemplate('a\n{{.status')).toEqual({ ok: false, message: 'template: output:2: unclosed action' });
});
