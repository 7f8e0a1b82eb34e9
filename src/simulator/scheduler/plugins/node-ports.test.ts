import { expect, test } from 'vitest';
import type { ContainerPort } from '../../api/schema/kinds.ts';
import { exampleCluster, examplePod, verdicts, type ExamplePod } from '../cluster.fixture.ts';
import { pass, unschedulable } from '../framework.ts';
import { nodePorts } from './node-ports.ts';

const withPort = (port: Partial<ContainerPort>): ExamplePod => ({
  containers: [{ name: 'app', ports: [{ containerPort: 80, ...port }] }],
});
const refused = unschedulable("node(s) didn't have free ports for the requested pod ports");

test.each<[string, ExamplePod, ExamplePod, unknown]>([
  ['the same port', withPort({ hostPort: 80 }), withPort({ hostPort: 80 }), { a: refused }],
  ['another port', withPort({ hostPort: 81 }), withPort({ hostPort: 80 }), { a: pass }],
  ['another protocol', withPort({ hostPort: 80, protocol: 'UDP' }), withPort({ hostPort: 80 }), { a: pass }],
  [
    'different addresses',
    withPort({ hostPort: 80, hostIP: '10.0.0.1' }),
    withPort({ hostPort: 80, hostIP: '10.0.0.2' }),
    { a: pass },
  ],
  [
    'one address against all',
    withPort({ hostPort: 80, hostIP: '10.0.0.1' }),
    withPort({ hostPort: 80 }),
    { a: refused },
  ],
  ['no host port', withPort({}), withPort({ hostPort: 80 }), 'skip'],
  [
    'a sidecar has it',
    withPort({ hostPort: 80 }),
    { initContainers: [{ name: 's', restartPolicy: 'Always', ports: [{ containerPort: 1, hostPort: 80 }] }] },
    { a: refused },
  ],
  [
    'an init container does not keep it',
    withPort({ hostPort: 80 }),
    { initContainers: [{ name: 's', ports: [{ containerPort: 1, hostPort: 80 }] }] },
    { a: pass },
  ],
])('%s', (_, pod, existing, expected) =>
  expect(verdicts(nodePorts, examplePod(pod), exampleCluster({ a: {} }, { a: [existing] }))).toEqual(expected),
);
