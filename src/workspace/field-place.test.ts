import { expect, test } from 'vitest';
import { readManifest } from './field-place.ts';

const YAML = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  ports: [{ port: 80 }]
  selector: { app: web }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata:
      labels: { app: web }
    spec:
      initContainers:
        - name: setup
          image: busybox:1.36
      containers:
        - name: side
          image: busybox:1.36
        - name: web
          image: course/web:1.0
          resources:
            limits:
              nvidia.com/gpu: 1
---
apiVersion: v1
kind: Pod
metadata: { name: other }
spec:
  containers: [{ name: other, image: nginx }]
  tolerations: []
`;
const line = (path: string, yaml = YAML): number | undefined => readManifest(yaml).place(path)?.line;

test.each([
  ['a field of a kind', 'service.spec.selector', 6],
  ['a field of a template', 'pod.metadata.labels', 15],
  ['one that a later Pod has', 'pod.spec.tolerations', 34],
  ['one of an object by its name', 'pod[other].spec.containers.image', 33],
  ['an object that nobody named so: the first', 'pod[web-5c6d-x].spec.containers.image', 22],
  ['the first container that has it', 'pod.spec.containers.resources', 25],
  ['a container by its name', 'pod.spec.containers[web].image', 24],
  ['an init container by its name', 'pod.spec.containers[setup].image', 19],
  ['a key with dots', 'pod.spec.containers[web].resources.limits[nvidia.com/gpu]', 27],
  ['an absent field: its nearest parent', 'pod.spec.containers[web].resources.requests.cpu', 25],
  ['an absent field of a container: its first line', 'pod.spec.containers[side].livenessProbe', 21],
  ['a Pod made by another kind: the kind', 'job.spec.completions', 9],
  ['an object that is missing: where it would go', 'configmap.data', 34],
  ['an item by its index', 'pod.spec.containers[1].image', 24],
  ['a Pod that is there under another name', 'pod[third]', 31],
  ['a Pod that is there elsewhere', 'pod[other]', 31],
  ['an object of another kind', 'job[web]', 9],
  ['a container of somebody else', 'pod.spec.containers[gone].image', undefined],
])('%s', (_, path, expected) => {
  expect(line(path)).toBe(expected);
});

test('a text that is no YAML has no places', () => {
  expect(line('pod.spec', 'kind: [')).toBeUndefined();
  expect(line('pod.spec', '')).toBeUndefined();
});

test('a place has a column', () => {
  const pod = 'kind: Pod\nspec:\n  containers:\n    - name: a\n      startupProbe: {}\n';
  expect(readManifest(pod).place('pod.spec.containers[a].startupProbe')).toEqual({ line: 5, column: 7 });
});

test('keys anywhere: a label is no field, and two documents are too many', () => {
  const { placeOfKeys } = readManifest(YAML);
  expect(placeOfKeys('resources.limits')?.line).toBe(26);
  expect(readManifest('metadata:\n  labels:\n    app: web\nspec: {}\n').placeOfKeys('app')).toBeUndefined();
  expect(placeOfKeys('metadata')).toBeUndefined();
});
