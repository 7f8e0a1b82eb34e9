/**
 * Hostile submissions against the real sandbox: QuickJS with the built guest. Each is answered by a verdict or by the limit
 * it met; the runner then grades the reference solution as if nothing had been. (How fast is the benchmark's matter.)
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { buildGuest } from '../../scripts/build-guest.ts';
import { readExercise } from '../../src/course/exercise-folder.ts';
import { createRunner, type Runner } from '../../src/sandbox/host/runner.ts';
import type { Outcome } from '../../src/sandbox/protocol.ts';

const exercise = readExercise('command-or-args');
let runner: Runner;
beforeAll(async () => {
  runner = createRunner({ code: await buildGuest() });
});

const grade = (yaml: string): Promise<Outcome> =>
  runner.run('grade', { exercise: exercise.files, submission: { kind: 'manifest', yaml } });

/** What the learner is told: the limit, or what the API server or its reader said, or the checks that failed. */
function answer(outcome: Outcome): string {
  if (outcome.kind === 'stopped') return `stopped: ${outcome.stopped.limit}`;
  const { problems, checks } = outcome.value;
  return problems[0] ? `problem: ${problems[0].message}` : checks.map((c) => `${c.id} ${c.state}`).join(', ');
}

const pod = (script: string, more = ''): string => `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: busybox:1.36
      command: ["sh", "-c", ${JSON.stringify(script)}]
${more}`;

const aliases = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`),
].join('\n');
const web =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: "course/web:1.0"}]}\n';

const attacks: readonly (readonly [name: string, yaml: string, told: RegExp])[] = [
  ['a loop that never waits', pod('while true; do :; done'), /keeps failed/],
  ['a loop in a condition', pod('until false; do true; done'), /keeps failed/],
  ['a fork bomb', pod('f() { f | f & }; f'), /keeps failed|stopped: processes/],
  ['a flood of output', pod('yes'), /keeps failed|stopped: (log|memory|steps)/],
  ['a string that doubles', pod('x=xxxxxxxx; while :; do x=$x$x; done'), /keeps failed|stopped: (memory|steps)/],
  ['recursion', pod('f() { f; }; f'), /keeps failed|stopped: (depth|stack)/],
  ['a pod that restarts for ever', pod('exit 1'), /keeps failed/],
  [
    'a probe every second that always fails',
    pod('sleep 1000', '      livenessProbe: { exec: { command: ["false"] }, periodSeconds: 1, failureThreshold: 1 }'),
    /keeps failed/,
  ],
  ['aliases without end', aliases, /problem: .*(aliasing|alias)|stopped: (memory|size)/i],
  ['a mebibyte of YAML', `a: "${'x'.repeat(1_048_576)}"`, /stopped: size/],
  ['deeply nested YAML', '['.repeat(50_000), /problem: |stopped: stack/],
  ['deeply nested JSON', `{"a":`.repeat(20_000), /problem: |stopped: stack/],
  ['a key of a thousand colons', 'a:'.repeat(1000), /problem: /],
  [
    'a regular expression to back-track in',
    `metadata: {name: "${'a-'.repeat(5000)}!"}\nkind: Pod\napiVersion: v1`,
    /problem: /,
  ],
  [
    'a hundred thousand replicas',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: 100000, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: "busybox:1.36"}]}}}',
    /keeps failed|stopped: objects/,
  ],
  ['five thousand documents', Array.from({ length: 5000 }, () => '{}').join('\n---\n'), /problem: /],
  [
    'three thousand objects',
    Array.from({ length: 3000 }, (_, i) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${i}}`).join('\n---\n'),
    /stopped: objects/,
  ],
  [
    'prototype keys',
    '__proto__: {polluted: 1}\nconstructor: 1\nkind: Pod\napiVersion: v1\nmetadata: {name: web}',
    /problem: /,
  ],
  ['a NUL byte', 'kind: Pod\n\0', /problem: /],
];

describe('hostile submissions', () => {
  test.each(attacks)('%s is answered', async (_, yaml, told) => {
    expect(answer(await grade(yaml))).toMatch(told);
    expect(answer(await grade(web))).toContain('starts passed'); // the next submission meets a clean guest
  });

  test('an answer is the same after an attack as in a fresh guest', async () => {
    await grade(aliases);
    const after = await grade(web);
    const fresh = await createRunner({ code: await buildGuest() }).run('grade', {
      exercise: exercise.files,
      submission: { kind: 'manifest', yaml: web },
    });
    expect(JSON.stringify(after)).toBe(JSON.stringify(fresh));
  });
});
