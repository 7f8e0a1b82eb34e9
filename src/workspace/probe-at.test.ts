import { expect, test } from 'vitest';
import { probeAt } from './probe-at.ts';

const YAML = `kind: Deployment
spec:
  template:
    spec:
      initContainers:
        - name: sidecar
          startupProbe:
            tcpSocket: { port: 1 }

      containers:
        - name: web
          livenessProbe: { httpGet: { port: 80 } }
          readinessProbe:
            exec:
              command: [cat, /tmp/ok]
            periodSeconds: 2
          image: nginx
`;

test.each([
  [6, undefined],
  [7, 'sidecar startup'],
  [8, 'sidecar startup'],
  [9, undefined],
  [12, 'web liveness'],
  [13, 'web readiness'],
  [16, 'web readiness'],
  [17, undefined],
  [99, undefined],
])('line %i: %s', (line, expected) => {
  const found = probeAt(YAML, line);
  expect(found && `${found.container} ${found.probe}`).toBe(expected);
});

test('nothing, where the text is no YAML or a probe is not yet written', () => {
  expect(probeAt('kind: [', 1)).toBeUndefined();
  expect(probeAt('kind: Pod\nspec:\n  containers:\n    - name: web\n      livenessProbe:\n', 5)).toBeUndefined();
});
