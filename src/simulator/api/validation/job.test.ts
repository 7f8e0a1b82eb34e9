import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { changed, errorsOf, errorsOfUpdate } from './errors-of.fixture.ts';

const labels = {
  'controller-uid': 'u',
  'batch.kubernetes.io/controller-uid': 'u',
  'job-name': 'pi',
  'batch.kubernetes.io/job-name': 'pi',
};
const job: JsonObject = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'pi', namespace: 'default' },
  spec: {
    selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } },
    template: { metadata: { labels }, spec: { restartPolicy: 'Never', containers: [{ name: 'pi', image: 'perl' }] } },
  },
};
const indexed = changed(changed(job, 'spec.completionMode', 'Indexed'), 'spec.completions', 5);

test('a usual one is fine', () => expect([errorsOf(job), errorsOf(indexed)]).toEqual([[], []]));

test.each([
  ['me', 'must be a domain-prefixed path (such as "acme.io/foo")'],
  ['/me', 'must be a domain-prefixed path (such as "acme.io/foo")'],
  ['acme.io/', 'must be a domain-prefixed path (such as "acme.io/foo")'],
])('spec.managedBy is no %s', (name, message) =>
  expect(errorsOf(changed(job, 'spec.managedBy', name))).toEqual([
    `spec.managedBy: Invalid value: "${name}": ${message}`,
  ]),
);

test.each([
  [
    job,
    'spec.template.spec.restartPolicy',
    'Always',
    ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
  [
    job,
    'spec.completionMode',
    'x',
    ['spec.completionMode: Unsupported value: "x": supported values: "NonIndexed", "Indexed"'],
  ],
  [
    job,
    'spec.maxFailedIndexes',
    1,
    [
      'spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
      'spec.maxFailedIndexes: Invalid value: 1: requires indexed completion mode',
    ],
  ],
  [
    job,
    'spec.podFailurePolicy',
    { rules: [{ action: 'Fail' }] },
    [
      'spec.podFailurePolicy.rules[0].action: Unsupported value: "Fail": supported values: "Count", "FailIndex", "FailJob", "Ignore"',
      'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
    ],
  ],
  [
    job,
    'spec.podFailurePolicy',
    { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [3, 0, 3] } }] },
    [
      'spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Invalid value: 0: must not be 0 for the In operator',
      'spec.podFailurePolicy.rules[0].onExitCodes.values[2]: Duplicate value: 3',
      'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [3,0,3]: must be ordered',
    ],
  ],
  [
    indexed,
    'spec.successPolicy',
    { rules: [{ succeededIndexes: '0,2-9' }] },
    [
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0,2-9": error parsing succeededIndexes: too large index: "9"',
    ],
  ],
  [
    indexed,
    'spec.successPolicy',
    { rules: [{ succeededIndexes: '0-1', succeededCount: 3 }] },
    [
      'spec.successPolicy.rules[0].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)',
    ],
  ],
  [
    indexed,
    'metadata.name',
    'pi.1',
    [
      'spec.template.metadata.labels[job-name]: Invalid value: ',
      'will not able to create pod with invalid DNS label: pi.1-4',
    ],
  ],
] as const)('%#', (base, path, value, errors) => {
  const found = errorsOf(changed(base, path, value));
  for (const error of errors) expect(found.join('\n')).toContain(error);
  if (path !== 'metadata.name') expect(found).toHaveLength(errors.length);
});

test('its pods stay as they were asked for, unless it waits', () => {
  const placed = changed(job, 'spec.template.spec.nodeSelector', { disk: 'ssd' });
  expect(errorsOfUpdate(placed, job)).toEqual([
    expect.stringMatching(/^spec\.template: Invalid value: \{"labels":.*field is immutable$/),
  ]);
  const waiting = changed(job, 'spec.suspend', true);
  expect(errorsOfUpdate(changed(placed, 'spec.suspend', true), waiting)).toEqual([]);
});
