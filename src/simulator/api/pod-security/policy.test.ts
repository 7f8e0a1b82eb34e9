import { expect, test } from 'vitest';
import { describe } from '../field-error.ts';
import { policyOf, shown } from './policy.ts';

const read = (labels: Readonly<Record<string, string>>): unknown[] => {
  const said = Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]),
  );
  const { policy, errors } = policyOf(said);
  return [shown(policy.enforce), shown(policy.warn), ...errors.map(describe)];
};

test.each<[string, Readonly<Record<string, string>>, unknown[]]>([
  ['nothing', {}, ['privileged:latest', 'privileged:latest']],
  [
    'what is refused is warned of',
    { enforce: 'baseline', 'enforce-version': 'v1.30' },
    ['baseline:v1.30', 'baseline:v1.30'],
  ],
  ['unless that is said', { enforce: 'restricted', warn: 'privileged' }, ['restricted:latest', 'privileged:latest']],
  [
    'what cannot be read refuses all and warns of nothing',
    { enforce: 'strict', 'warn-version': '1.30' },
    [
      'restricted:latest',
      'privileged:latest',
      'metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
      'metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "1.30": must be "latest" or "v1.x"',
    ],
  ],
])('%s', (_, labels, expected) => expect(read(labels)).toEqual(expected));
