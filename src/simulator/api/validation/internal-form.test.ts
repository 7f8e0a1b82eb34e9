import { expect, test } from 'vitest';
import { internalForm } from './internal-form.ts';

test.each<[string, object | undefined, Record<string, unknown>]>([
  [
    'Toleration',
    { key: 'a', operator: 'Exists' },
    { Key: 'a', Operator: 'Exists', Value: '', Effect: '', TolerationSeconds: null },
  ],
  [
    'ContainerPort',
    { containerPort: 80, protocol: 'TCP' },
    { Name: '', HostPort: 0, ContainerPort: 80, Protocol: 'TCP', HostIP: '' },
  ],
  [
    'ResourceRequirements',
    { limits: { memory: '1Gi', cpu: '1' } },
    { Limits: { cpu: '1', memory: '1Gi' }, Requests: null, Claims: null },
  ],
  [
    'EnvVar',
    { name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    {
      Name: 'A',
      Value: '',
      ValueFrom: {
        FieldRef: null,
        ResourceFieldRef: null,
        ConfigMapKeyRef: null,
        SecretKeyRef: { Name: 's', Key: 'k', Optional: null },
        FileKeyRef: null,
      },
    },
  ],
  [
    'PodAffinityTerm',
    { labelSelector: { matchLabels: { b: '1', a: '2' } }, topologyKey: 'zone' },
    {
      LabelSelector: { matchLabels: { a: '2', b: '1' } },
      Namespaces: null,
      TopologyKey: 'zone',
      NamespaceSelector: null,
      MatchLabelKeys: null,
      MismatchLabelKeys: null,
    },
  ],
])('%s %#', (definition, object, form) =>
  expect(JSON.stringify(internalForm(definition, object))).toBe(JSON.stringify(form)),
);

test('what a spec says of the host stands in its security context', () =>
  expect(
    internalForm('PodSpec', { containers: [], hostNetwork: true, securityContext: { runAsUser: 1 } })[
      'SecurityContext'
    ],
  ).toMatchObject({ HostNetwork: true, HostPID: false, RunAsUser: 1 }));

test('a template shows its labels before its spec', () =>
  expect(
    Object.keys(internalForm('PodTemplateSpec', { metadata: { labels: { a: 'b' } }, spec: { containers: [] } })),
  ).toEqual(['labels', 'Spec']));
