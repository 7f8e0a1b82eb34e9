import { describe, expect, test } from 'vitest';
import { parseJsonPath, renderJsonPath } from './jsonpath.ts';
import type { Value } from './json-text.ts';

const list: Value = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { app: 'web', 'x.y/z': 'q' } }, status: { phase: 'Running', n: 3 } },
    { metadata: { name: 'b' }, status: { phase: 'Pending', n: 5, ready: true } },
  ],
};

function fill(template: string, value: Value = list): string {
  const parsed = parseJsonPath(template);
  const text = parsed.ok ? renderJsonPath(parsed.value, value) : parsed;
  return text.ok ? text.value : `! ${text.message}`;
}

describe('a template', () => {
  test.each([
    ['{.items[*].metadata.name}', 'a b'],
    ['{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}', 'a\tRunning\nb\tPending\n'],
    ['{.items[?(@.status.phase=="Running")].metadata.name}', 'a'],
    ['{.items[?(@.status.n>3)].metadata.name}', 'b'],
    ['{.items[?(@.status.ready==true)].metadata.name}', 'b'],
    ['{.items[?(@.metadata.labels)].metadata.name}', 'a'],
    ['{.items[0].metadata.labels}', '{"app":"web","x.y/z":"q"}'],
    ['{.items[0].metadata.labels.x\\.y/z}', 'q'],
    ["{.items[0].metadata.labels['x\\.y/z']}", 'q'],
    ["{.items[0].metadata.labels['x.y/z']}", ''],
    ['{.items[-1:].metadata.name}', 'b'],
    ['{.items[0,1].status.n}', '3 5'],
    ['{..name}', 'a b'],
    ['{.nosuch}', ''],
    ['{$.kind}: {.items[1].status.ready}', 'List: true'],
    ['{.items[9].metadata.name}', '! array index out of bounds: index 9, length 2'],
    ['{.items', '! unclosed action'],
    ['{range .items[*]}', ''],
    ['{range .items[*]}{.status.n}{","}', '3,5,,'],
    ['{.items[?(@.status.n>3 && @.status.ready)].kind}', "! unrecognized character in action: U+0026 '&'"],
    ['{.items[?(@.status.phase=="Running" && @.x)].kind}', "! unrecognized character in action: U+0026 '&'"],
    ['{.kind}{end}', '! not in range, nothing to end'],
    ['{.items[0].metadata["name"]}', '! invalid array index "name"'],
    ['{.items[1:0].kind}', '! starting index 1 is greater than ending index 0'],
    ['{.items[0].status.n.x[0]}', ''],
    ['{.items[0].status.n[0]}', '! int64 is not array or slice'],
    ['{.items[?(@.status.n=="3")].kind}', '! incompatible types for comparison'],
    ['{range .nosuch[*]}{.x}{end}after', 'after'],
    ['{range .items[*]}{.status.n}:{range .metadata.labels}{.app}{end};{end}', '3:web;5:;'],
    ["{.items[*]['metadata.name','status.phase']}", 'a b Running Pending'],
  ])('%s', (template, text) => expect(fill(template)).toBe(text));
});
