import { expect, test } from 'vitest';
import type { Pointed } from '../course/feedback.ts';
import type { CheckResult } from '../sandbox/client.ts';
import { placeOfCheck } from './check-place.ts';

const YAML = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      initContainers:
        - name: setup
          image: busybox:1.36
      containers:
        - name: "web"
          image: course/web:1.0
          args: ["--port"]
          livenessProbe:
            httpGet: { port: 80 }
        - name: side
          image: busybox:1.36
          resources:
            limits: { cpu: 1 }
`;
const line = (facts: CheckResult['facts'], cause: string[] = [], yaml = YAML): number | undefined =>
  placeOfCheck({ id: 'c', state: 'failed', variants: {}, facts, cause }, yaml)?.line;

test('what the API server refused is at the line that it names, also where it names no field', () => {
  const refused = { id: 'applies', state: 'failed', variants: {}, facts: { line: 3, path: '' } } as const;
  expect(placeOfCheck(refused, YAML)?.line).toBe(3);
});

test('of a probe, the field that the feedback says to look at, where it is written', () => {
  const check = { id: 'c', state: 'failed', variants: {}, facts: { probe: 'liveness', container: 'web' } } as const;
  const at = (look: string) => placeOfCheck(check, YAML, { look })?.line;
  expect([at('Look at `httpGet` and `periodSeconds`.'), at('Look at `periodSeconds` and `timeoutSeconds`.')]).toEqual([
    20, 19,
  ]);
});

test.each([
  ['a path that the API server named', { path: 'spec.ports[0]', line: 4 }, [], 4],
  ['no path: a URL', { path: '/healthz', line: 4 }, [], undefined],
  [
    'a probe of the container that the cause names',
    {},
    ['kubelet/n: Container web failed liveness probe, will be restarted'],
    19,
  ],
  ['a probe that is not declared: its container', { probe: 'readiness', container: 'side' }, [], 21],
  ['an image of the first container', { reason: 'ErrImagePull', containers: 'web (course/web:1.0), side (x)' }, [], 17],
  ['what is written of command and args', { reason: 'StartError', container: 'web' }, [], 18],
  ['a limit that is absent: where it would stand', { reason: 'OOMKilled', container: 'side' }, [], 24],
  ['an init container', { reason: 'ImagePullBackOff', container: 'setup' }, [], 14],
  ['the time given to end', {}, ['kubelet/n: still running 30 s after SIGTERM'], 11],
  ['what does not end in it', { container: 'web' }, ['kubelet/n: still running 30 s after SIGTERM'], 18],
  [
    'what admission names of a Pod of its template',
    { message: 'x is forbidden: [spec.containers[1].resources.limits: Invalid value: 1' },
    [],
    24,
  ],
  ['what a quota makes compulsory', { message: 'failed quota: team: must specify limits.memory for: side; x' }, [], 24],
  ['what a LimitRange bounds', { message: 'maximum cpu usage per Container is 1, but limit is 2' }, [], 24],
  [
    'what a quota has used up',
    { message: 'exceeded quota: team, requested: limits.cpu=1, used: limits.cpu=3, limited: limits.cpu=4' },
    [],
    24,
  ],
  ['nothing that a field could mend', { reason: '–', containers: 'web (x)' }, [], undefined],
  ['a container that is nowhere', { probe: 'liveness', container: 'gone' }, [], undefined],
] as const)('%s', (_, facts, cause, expected) => {
  expect(line(facts, [...cause])).toBe(expected);
});

test.each([
  ['the field where the learner is told to look', 'Look at `resources.limits`.', 24],
  ['several fields: the sentence says which', 'Look at `livenessProbe` and `args`.', undefined],
  ['a field that is not written', 'Look at `tolerations`.', undefined],
  ['a field of two documents', 'Look at `metadata`.', undefined],
  ['no field: a command', 'Run `kubectl describe pod web`.', undefined],
])('%s', (_, look, expected) => {
  expect(placeOfCheck({ id: 'c', state: 'failed', variants: {}, facts: {} }, YAML, { look })?.line).toBe(expected);
});

test('where nothing is named, what is written of the container that is not well', () => {
  expect(line({ status: 'Error', container: 'web' })).toBe(18);
  expect(line({ status: 'Running', container: 'web' })).toBeUndefined();
});

test('before what its history says stands what its feedback names for the case, after it what it names otherwise', () => {
  const check: CheckResult = {
    id: 'c',
    state: 'failed',
    variants: {},
    facts: { reason: 'OOMKilled', container: 'side' },
  };
  const on = (known: Partial<Pointed>, field?: string): number | undefined =>
    placeOfCheck({ ...check, ...(field ? { fields: [field] } : {}) }, YAML, known)?.line;
  expect(on({ fields: ['service.spec.ports'], otherwise: ['pod.spec'] }, 'deployment.kind')).toBe(4);
  expect(on({ otherwise: ['pod.spec'] }, 'deployment.kind')).toBe(7);
  expect(on({ otherwise: ['pod.spec'] })).toBe(24);
  expect(placeOfCheck({ ...check, facts: {} }, YAML, { otherwise: ['pod.spec.tolerations', 'pod.spec'] })?.line).toBe(
    11,
  );
});
