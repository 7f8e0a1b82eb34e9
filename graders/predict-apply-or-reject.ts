import { oneNode, predict, type Run } from './kit/index.ts';

/** How far the nth manifest got. @returns the id of an option */
function fate({ applied }: Run, n: number): string {
  const { refused, problems, said } = applied[n]!;
  if (!refused) return problems.some(({ severity }) => severity === 'warning') ? 'warning' : 'accepted';
  if (said.includes('error converting YAML to JSON')) return 'parse';
  return said.includes(' is invalid: ') ? 'validation' : 'decode';
}

const manifests = [
  'kind-in-lower-case',
  'lables',
  'bare-number',
  'quoted-yes',
  'command-in-one',
  'quoted-port',
  'request-over-limit',
  'megabytes',
  'one-port-twice',
  'no-such-disk',
];

export default predict({
  variants: { shown: { cluster: oneNode() } },
  until: '30s',
  each: true,
  questions: Object.fromEntries(
    manifests.map((id, n) => [
      id,
      { truth: (run: Run) => fate(run, n), facts: ({ applied }: Run) => ({ said: applied[n]!.said }) },
    ]),
  ),
});
