import { expect, test } from 'vitest';
import { trials } from '../../graders/kit/judge.ts';
import { manifest, oneNode } from '../../graders/kit/index.ts';
import { behaviourOf, sameBehaviour } from './behaviour.ts';

const grader = manifest({ variants: { shown: { cluster: oneNode() } }, until: '60s', checks: {} });
const files = { id: 'test', type: 'manifest', cluster: '' } as const;
const behaviour = (seconds: number, then = '', extra = '') =>
  behaviourOf([
    ...trials(grader, files, {
      kind: 'manifest',
      yaml: `
apiVersion: v1
kind: Pod
metadata: { name: app }
spec:
  restartPolicy: Never
  ${extra}
  containers:
    - { name: app, image: "busybox:1.36", command: [sh, -c, "sleep ${seconds}${then}"] }`,
    }),
  ]);

test.each([
  ['a field without effect', 10, '', 'enableServiceLinks: false', true],
  ['a moment that is about the same', 13, '', '', true],
  ['another moment', 40, '', '', false],
  ['another end', 10, '; exit 3', '', false],
  ['other words', 10, '; echo done', '', false],
  ['no node', 10, '', 'nodeSelector: { disk: ssd }', false],
])('%s', (_, seconds, then, extra, same) =>
  expect(sameBehaviour(behaviour(10), behaviour(seconds, then, extra))).toBe(same),
);
