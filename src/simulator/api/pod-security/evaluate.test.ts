import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import type { Checked } from './check.ts';
import { details, violations } from './evaluate.ts';
import type { Level } from './policy.ts';

const HARD = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
const pod = (securityContext: JsonObject, spec: JsonObject = {}): Checked =>
  ({
    metadata: {},
    spec: { containers: [{ name: 'app', image: 'a', securityContext }], ...spec },
  }) as unknown as Checked;
const said = (level: Level, checked: Checked, version: number | 'latest' = 'latest'): string =>
  details(violations({ level, version }, checked));

test.each<[string, string, Checked, string]>([
  ['privileged', 'lets everything be', pod({ privileged: true }), ''],
  ['baseline', 'is met by a plain pod', pod({}), ''],
  ['restricted', 'is met by a hard one', pod(HARD), ''],
  [
    'baseline',
    'is not met by one of the host’s',
    pod({ privileged: true }, { hostNetwork: true, volumes: [{ name: 'v', hostPath: { path: '/' } }] }),
    'host namespaces (hostNetwork=true), hostPath volumes (volume "v"), privileged (container "app" must not set securityContext.privileged=true)',
  ],
  [
    'restricted',
    'asks more',
    pod({}),
    'allowPrivilegeEscalation != false (container "app" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "app" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "app" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "app" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  ],
  [
    'restricted',
    'says of a volume what the baseline would say, once',
    pod(HARD, { volumes: [{ name: 'v', hostPath: { path: '/' } }] }),
    'restricted volume types (volume "v" uses restricted volume type "hostPath")',
  ],
])('%s %s', (level, _, checked, expected) => expect(said(level as Level, checked)).toBe(expected));

test('a check is of the versions that have it', () => {
  const elsewhere = pod({}, {
    containers: [{ name: 'app', livenessProbe: { httpGet: { host: 'db', port: 80 } } }],
  } as unknown as JsonObject);
  expect(said('baseline', elsewhere, 33)).toBe('');
  expect(said('baseline', elsewhere, 34)).toBe(
    'probe or lifecycle host (container "app" uses probe or lifecycle host "db")',
  );
});
