import type { Random } from '../../src/simulator/random.ts';

/**
 * Changes a text in one of the ways in which learners and attackers do: at its lines, its values, its characters.
 * @param other - a second text, whose lines may be put into the first
 */
export function mutate(text: string, other: string, random: Random): string {
  return random.pick(MUTATIONS)(text, other, random);
}

type Mutation = (text: string, other: string, random: Random) => string;

const onLines =
  (change: (lines: string[], at: number, random: Random, other: string) => void): Mutation =>
  (text, other, random) => {
    const lines = text.split('\n');
    change(lines, random.int(lines.length), random, other);
    return lines.join('\n');
  };

/** Values that readers, decoders, validations and clocks have stumbled over somewhere. */
const VALUES: readonly string[] = [
  '',
  '~',
  'null',
  '""',
  "''",
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"": ""}',
  'true',
  'yes',
  'off',
  '0',
  '-1',
  '1.5',
  '1e3',
  '1e400',
  '0x1F',
  '010',
  '.inf',
  '.nan',
  '9007199254740993',
  '99999999999999999999',
  '-2147483649',
  '2026-11-26T00:00:00Z',
  '100m',
  '1Gi',
  '0.1m',
  '9999999999999Ei',
  '1e-30',
  '-5',
  '"-5"',
  'node-a',
  'A_b.C',
  'x'.repeat(300),
  '"\\u0000"',
  '"\\ud800"',
  '"$(A) $$(B) $("',
  '"{{.}}"',
  '한글',
  '🙂',
  '*a',
  '&a {b: *a}',
  '!!binary aGk=',
  '!!int "x"',
  '!<tag> x',
  '|',
  '>-',
  '? a',
  '- - - a',
  '__proto__',
  'constructor',
  '../../etc',
  '*/0 * * * *',
  'In',
  'Always',
  'DoesNotExist',
];

const withValue = onLines((lines, at, random) => {
  const line = lines[at] ?? '';
  const colon = line.indexOf(':');
  lines[at] = colon < 0 ? `${line} ${random.pick(VALUES)}` : `${line.slice(0, colon + 1)} ${random.pick(VALUES)}`;
});

const MUTATIONS: readonly Mutation[] = [
  withValue,
  withValue,
  withValue,
  onLines((lines, at) => void lines.splice(at, 1)),
  onLines((lines, at) => void lines.splice(at, 0, lines[at] ?? '')),
  onLines(
    (lines, at, random) => void lines.splice(random.int(lines.length), 0, ...lines.splice(at, 1 + random.int(4))),
  ),
  onLines((lines, at) => (lines[at] = ` ${lines[at] ?? ''}`)),
  onLines((lines, at) => (lines[at] = (lines[at] ?? '').replace(/^ /, ''))),
  onLines((lines, at) => (lines[at] = (lines[at] ?? '').replace(/^ +/, '\t'))),
  onLines((lines, at) => (lines[at] = (lines[at] ?? '').replace(/^( *)- /, '$1  '))),
  onLines((lines, at) => (lines[at] = (lines[at] ?? '').replace(/^( *)/, '$1- '))),
  onLines((lines, at) => (lines[at] = (lines[at] ?? '').replace(/["']/g, ''))),
  onLines((lines, at, random) => (lines[at] = (lines[at] ?? '').replace(/\w+(?=:)/, random.pick(KEYS)))),
  onLines((lines, at, random, other) => {
    const lent = other.split('\n');
    const from = random.int(lent.length);
    lines.splice(at, 0, ...lent.slice(from, from + 1 + random.int(8)));
  }),
  (text, other) => `${text}\n---\n${other}`,
  (text, _, random) => text.slice(0, random.int(text.length + 1)),
  (text, _, random) => {
    const at = random.int(text.length + 1);
    return `${text.slice(0, at)}${random.pick(CHARACTERS)}${text.slice(at + random.int(2))}`;
  },
];

const KEYS: readonly string[] = [
  'spec',
  'metadata',
  'name',
  'containers',
  'initContainers',
  'image',
  'command',
  'resources',
  'requests',
  'limits',
  'livenessProbe',
  'startupProbe',
  'restartPolicy',
  'volumes',
  'nodeSelector',
  'tolerations',
  'topologySpreadConstraints',
  '__proto__',
  'constructor',
  'toString',
  '"<<"',
  'kind',
];

const CHARACTERS: readonly string[] = [
  ...':-?[]{},#&*!|>\'"%@`\\\n\t\r ',
  '\u0000',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ud800',
  '---\n',
  '...\n',
  '%YAML 1.2\n',
];
