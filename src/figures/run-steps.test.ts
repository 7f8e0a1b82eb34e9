import { expect, test } from 'vitest';
import { runSteps } from './run-steps.ts';

const pod = (name: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec: { containers: [{ name: main, image: 'course/web:1.0' }] }
`;

test('what stood there before is not part of the story, what commands make is', () => {
  const { traces, picture, kubectl } = runSteps({
    nodes: [{ name: 'node-1' }],
    before: pod('first'),
    steps: [{ at: 5, command: 'kubectl apply -f -', stdin: pod('second') }],
    until: 20,
  });
  expect(traces.map(({ trace }) => trace.pod)).toEqual(['default/second']);
  expect(traces[0]?.at).toBeCloseTo(5, 0);
  expect(picture.until).toBe(20);
  expect(kubectl('kubectl get pods --no-headers').split('\n')).toHaveLength(2);
});

test('a command that fails is a mistake of the page', () => {
  expect(() => runSteps({ nodes: [], steps: [{ at: 0, command: 'kubectl get pod none' }], until: 1 })).toThrow('none');
});
