/** Hostile submissions: their name, the YAML, and what the learner is told. The benchmark times them, the test holds the answers. */
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

const probe = (script: string): string =>
  `      livenessProbe: { exec: { command: ["sh", "-c", ${JSON.stringify(script)}] }, timeoutSeconds: 100 }`;

const aliases = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`),
].join('\n');
/** An honest submission. */
export const web =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: "course/web:1.0"}]}\n';

export const attacks: readonly (readonly [name: string, yaml: string, told: RegExp])[] = [
  ['a loop that never waits', pod('while true; do :; done'), /keeps failed/],
  ['a loop in a condition', pod('until false; do true; done'), /keeps failed/],
  [
    'a back-reference that may go every way',
    pod(`head -c 3000 /dev/zero | tr '\\0' a | grep '\\(a*\\)*\\1b'`),
    /stopped: steps/,
  ],
  [
    'a date of half a megabyte',
    pod('f=%c; for i in 1 2 3 4 5 6 7 8 9 a b c d e f; do f=$f$f; done; while :; do date +$f; done'),
    /keeps failed/,
  ],
  ['a fork bomb', pod('f() { f | f & }; f'), /keeps failed|stopped: processes/],
  ['a flood of output', pod('yes'), /keeps failed|stopped: (log|memory|steps)/],
  ['a string that doubles', pod('x=xxxxxxxx; while :; do x=$x$x; done'), /keeps failed|stopped: (memory|steps)/],
  ['recursion', pod('f() { f; }; f'), /keeps failed|stopped: (depth|stack)/],
  ['a fork bomb of sleepers', pod('while :; do sleep 1000 & done'), /stopped: processes/],
  ['a fork bomb in a probe', pod('sleep 1000', probe('f() { f | f & }; f')), /stopped: processes/],
  ['a script that runs itself', pod('echo "sh /tmp/s" > /tmp/s; sh /tmp/s'), /stopped: processes/],
  ['a probe that never waits', pod('sleep 1000', probe('while :; do :; done')), /keeps failed/],
  [
    'a file of ten megabytes of zeros',
    pod(`dd if=/dev/zero of=/f bs=1M count=10; md5sum /f; sleep 99`),
    /keeps failed/,
  ],
  ['a file of ten megabytes of noise', pod('dd if=/dev/urandom of=/f bs=1M count=10'), /stopped: files/],
  ['a file without end', pod('yes > /f'), /keeps failed|stopped: files/],
  ['files without end', pod('i=0; while :; do : > /tmp/$i; i=$((i+1)); done'), /keeps failed|stopped: files/],
  ['directories within directories', pod('while :; do mkdir d; cd d; done'), /stopped: depth/],
  ['noise without end', pod('cat /dev/urandom > /dev/null'), /keeps failed/],
  ['a line without end', pod('sort /dev/zero'), /stopped: memory/],
  ['zeros without end in letters', pod('base64 /dev/zero'), /keeps failed|stopped: memory/],
  ['a pause of a microsecond', pod('while :; do usleep 1; done'), /keeps failed/],
  ['arguments that double', pod('set -- x; while :; do set -- "$@" "$@"; done'), /stopped: memory/],
  ['eval within eval', pod(`x='eval "$x"'; eval "$x"`), /stopped: (depth|stack)/],
  [
    'substitution within substitution',
    pod(`echo ${'$(echo '.repeat(2000)}x${')'.repeat(2000)}`),
    /stopped: (depth|stack)/,
  ],
  ['a script that reads itself in', pod('echo ". /tmp/s" > /tmp/s; . /tmp/s'), /stopped: (depth|stack)/],
  ['braces within braces', pod(`${'{ '.repeat(3000)}true; ${'} ; '.repeat(3000)}`), /stopped: depth/],
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
