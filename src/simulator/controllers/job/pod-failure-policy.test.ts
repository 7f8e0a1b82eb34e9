import { expect, test } from 'vitest';
import type { PodFailurePolicyRule } from '../../api/schema/kinds.ts';
import { exampleJobPod, type ExampleJobPod } from './job.fixture.ts';
import { judgeFailure, type Verdict } from './pod-failure-policy.ts';

const onExit = (action: string, operator: string, values: number[], containerName?: string): PodFailurePolicyRule => ({
  action,
  onExitCodes: { operator, values, ...(containerName ? { containerName } : {}) },
});
const onDisruption = (action: string): PodFailurePolicyRule => ({
  action,
  onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }],
});
const disrupted: ExampleJobPod = {
  phase: 'Failed',
  exitCode: 137,
  conditions: [{ type: 'DisruptionTarget', status: 'True' }],
};
const failed: ExampleJobPod = { phase: 'Failed', exitCode: 3 };

test.each<[string, readonly PodFailurePolicyRule[], ExampleJobPod, Verdict]>([
  ['no rule matches: it counts', [onExit('Ignore', 'In', [4])], failed, { action: 'Count' }],
  ['a Pod that has not failed counts', [onExit('Ignore', 'In', [3])], { exitCode: 3 }, { action: 'Count' }],
  ['an exit code that is named', [onExit('Ignore', 'In', [3, 4])], failed, { action: 'Ignore' }],
  ['one that is not', [onExit('FailIndex', 'NotIn', [4])], failed, { action: 'FailIndex' }],
  [
    'success matches no rule, not even NotIn',
    [onExit('Ignore', 'NotIn', [4])],
    { ...failed, exitCode: 0 },
    { action: 'Count' },
  ],
  ['the code of another container', [onExit('Ignore', 'In', [3], 'other')], failed, { action: 'Count' }],
  ['a condition', [onDisruption('Ignore')], disrupted, { action: 'Ignore' }],
  [
    'a condition that is False',
    [onDisruption('Ignore')],
    { ...disrupted, conditions: [{ type: 'DisruptionTarget', status: 'False' }] },
    { action: 'Count' },
  ],
  [
    'the first rule that matches',
    [onDisruption('Ignore'), onExit('FailJob', 'In', [137])],
    disrupted,
    { action: 'Ignore' },
  ],
  [
    'a Job that fails by exit code says so',
    [onDisruption('Ignore'), onExit('FailJob', 'In', [3])],
    failed,
    {
      action: 'FailJob',
      message: 'Container app for pod default/pod failed with exit code 3 matching FailJob rule at index 1',
    },
  ],
  [
    'or by condition',
    [onDisruption('FailJob')],
    disrupted,
    { action: 'FailJob', message: 'Pod default/pod has condition DisruptionTarget matching FailJob rule at index 0' },
  ],
])('%s', (_, rules, pod, expected) => expect(judgeFailure({ rules }, exampleJobPod(pod))).toEqual(expected));
