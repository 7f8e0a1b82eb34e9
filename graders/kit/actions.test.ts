import { expect, test } from 'vitest';
import { diagnose, type Run } from './grader.ts';
import { at, get, getService, print, setKnob, setKnobOfOne } from './actions.ts';
import { oneNode } from './clusters.ts';
import { podsWith } from './groups.ts';
import { judge } from './judge.ts';

const CLUSTER = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: "course/web:1.0"}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`;

test('what happens after the last command: a Service is asked, a knob is set, a command is typed', () => {
  let seen: Run | undefined;
  const grader = diagnose({
    variants: { shown: { cluster: oneNode() } },
    after: '30s',
    then: [
      at('5s', getService('before', 'web', ':80/')),
      at('10s', setKnob('course/web', 'WEDGE_AT', '0')),
      at('15s', getService('after', 'web', ':80/')),
      at('15s', getService('elsewhere', 'nobody', ':80/')),
      at('20s', print('name', 'kubectl get pods -o name')),
    ],
    checks: {
      looked(run) {
        seen = run;
        return { holds: true, facts: {} };
      },
    },
  });
  judge(
    grader,
    { id: 'x', type: 'diagnose', cluster: CLUSTER },
    { kind: 'session', lines: [{ at: 7, command: 'kubectl get pods' }] },
  );
  expect(seen?.reply('before')).toMatchObject({ reply: { status: 200 }, at: 12.005 });
  expect(seen?.reply('after').reply.status).toBe(500);
  expect(seen?.reply('elsewhere').reply.failed).toBe('no-route');
  expect(seen?.printed('name').stdout).toBe('pod/web\n');
});

test('a knob of one Pod of a group leaves the others as they are', () => {
  let seen: Run | undefined;
  const grader = diagnose({
    variants: { shown: { cluster: oneNode() } },
    after: '30s',
    then: [
      at('5s', setKnobOfOne(podsWith({ app: 'web' }), 'WEDGE_AT', '0')),
      ...['one', 'two'].map((pod) => at('10s', get(pod, pod, ':8080/'))),
    ],
    checks: {
      looked(run) {
        seen = run;
        return { holds: true, facts: {} };
      },
    },
  });
  const [one, two] = ['one', 'two'].map((name) => CLUSTER.split('---')[0]!.replace('name: web', `name: ${name}`));
  judge(grader, { id: 'x', type: 'diagnose', cluster: `${one}---${two}` }, { kind: 'session', lines: [] });
  expect(['one', 'two'].map((pod) => seen?.reply(pod).reply.status).sort()).toEqual([200, 500]);
});
