import { expect, test } from 'vitest';
import { at, type } from './actions.ts';
import { oneNode } from './clusters.ts';
import { manifest, type Run } from './grader.ts';
import { judge } from './judge.ts';
import { client, traffic } from './traffic.ts';

test("a client's requests are counted, and its failures have their seconds", () => {
  let seen: Run | undefined;
  const grader = manifest({
    variants: { shown: { cluster: oneNode(), objects: client({ target: 'web:80/', rps: 2 }) } },
    until: '20s',
    checks: {
      looked(run) {
        seen = run;
        return { holds: true, facts: {} };
      },
    },
  });
  const yaml = `
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
  judge(grader, { id: 'x', type: 'manifest', cluster: '' }, { kind: 'manifest', yaml });
  const { sent, ok, failures } = traffic(seen!);
  expect(sent).toBe(ok + failures.length);
  expect(ok).toBeGreaterThan(30);
  expect(failures[0]).toMatchObject({ how: 'refused' });
  expect(failures.at(-1)!.at).toBeLessThan(5);
});

test('the longer news of endpoints needs, the more requests still go to a Pod that ends', () => {
  const lost = (propagation: '1s' | '5s'): number => {
    let run: Run | undefined;
    const objects = `${client({ target: 'web:80/', rps: 2 })}---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`;
    const grader = manifest({
      variants: {
        shown: { cluster: oneNode(), objects, propagation, actions: [at('20s', type('kubectl delete pod one'))] },
      },
      until: '40s',
      checks: {
        looked(seen) {
          run = seen;
          return { holds: true, facts: {} };
        },
      },
    });
    const pod = (name: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: web}}\nspec: {containers: [{name: web, image: "course/web:1.0"}]}\n`;
    judge(
      grader,
      { id: 'x', type: 'manifest', cluster: '' },
      { kind: 'manifest', yaml: `${pod('one')}---\n${pod('two')}` },
    );
    return traffic(run!).failures.filter(({ at: t }) => t > 15).length;
  };
  expect([lost('1s'), lost('5s')]).toEqual([1, 5]);
});
