import { expect, test } from 'vitest';
import { Path } from '../field-error.ts';
import type { Container, PodSpec } from '../schema/kinds.ts';
import { podTemplateWarnings } from './pod-warnings.ts';

const warnings = (spec: Partial<PodSpec>): string[] =>
  podTemplateWarnings({ spec: { containers: [], ...spec } }, Path.root('template')).map((warning) =>
    typeof warning === 'string' ? warning : warning.text,
  );
const ofContainer = (container: Partial<Container>): string[] =>
  warnings({ containers: [{ name: 'app', ...container }] }).map((w) => w.replace('template.spec.containers[0].', ''));

test.each<[string, Partial<PodSpec>, string[]]>([
  ['nothing to say', { containers: [{ name: 'app' }] }, []],
  [
    'an old node label',
    { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } },
    ['template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead'],
  ],
  [
    'a volume of the past',
    { volumes: [{ name: 'v', gitRepo: { repository: 'r' } }] },
    [expect.stringMatching(/^template\.spec\.volumes\[0\]\.gitRepo: deprecated in v1\.11/)],
  ],
  [
    'one secret twice',
    { imagePullSecrets: [{ name: 'a' }, { name: 'a' }] },
    ['template.spec.imagePullSecrets[1].name: duplicate name "a"'],
  ],
  [
    'less than no time',
    { terminationGracePeriodSeconds: -1 },
    ['template.spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1'],
  ],
  [
    'spread over no pods',
    { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }] },
    ['template.spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod'],
  ],
  [
    'near no pods',
    {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'zone' },
            { topologyKey: 'zone', labelSelector: {} },
          ],
        },
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: 'zone' } }],
        },
      },
    },
    [
      'template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod',
      'template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector: a null labelSelector results in matching no pod',
    ],
  ],
  [
    'a name in two containers',
    { containers: ['a', 'b'].map((name, i) => ({ name, ports: [{ name: 'http', containerPort: i }] })) },
    [
      'template.spec.containers[1].ports[0]: duplicate port name "http" with template.spec.containers[0].ports[0], services and probes that select ports by name will use template.spec.containers[0].ports[0]',
    ],
  ],
])('%s', (_, spec, expected) => expect(warnings(spec)).toEqual(expected));

test.each<[string, Partial<Container>, string[]]>([
  [
    'a part of a byte',
    { resources: { limits: { memory: '100m' } } },
    ['resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer'],
  ],
  ['a whole byte', { resources: { limits: { memory: '1000m' } } }, []],
  [
    'a variable that is hidden',
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    },
    ['env[1]: hides previous definition of "A", which may be dropped when using apply'],
  ],
  [
    'a variable that grows',
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '$(A)2' },
      ],
    },
    [],
  ],
  [
    'one port twice',
    { ports: [{ containerPort: 80 }, { containerPort: 80 }] },
    ['ports[1]: duplicate port definition with template.spec.containers[0].ports[0]'],
  ],
  [
    'one port on two of the host',
    { ports: [{ containerPort: 80 }, { containerPort: 80, hostPort: 81 }] },
    ['ports[1]: overlapping port definition with template.spec.containers[0].ports[0]'],
  ],
])('%s', (_, container, expected) => expect(ofContainer(container)).toEqual(expected));

test('a template is warned of the old annotation for AppArmor, unless a field says it too', () => {
  const metadata = { annotations: { 'container.apparmor.security.beta.kubernetes.io/app': 'runtime/default' } };
  const told = (container: object): unknown[] =>
    podTemplateWarnings({ metadata, spec: { containers: [{ name: 'app', ...container }] } }, Path.root('template'));
  expect(told({})).toEqual([
    'template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/app]: deprecated since v1.30; use the "appArmorProfile" field instead',
  ]);
  expect(told({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } })).toEqual([]);
});
