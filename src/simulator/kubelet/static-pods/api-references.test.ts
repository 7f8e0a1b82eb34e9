import { expect, test } from 'vitest';
import type { Pod, PodSpec } from '../../api/schema/kinds.ts';
import { apiReference } from './api-references.ts';

const container = { name: 'c', image: 'i' };
const from = (spec: Partial<PodSpec>): string | undefined =>
  apiReference({ metadata: { name: 'p' }, spec: { containers: [container], ...spec } } as Pod);

test.each<[string, Partial<PodSpec>, string | undefined]>([
  ['nothing', {}, undefined],
  [
    'the node’s files',
    {
      volumes: [
        { name: 'v', hostPath: { path: '/' } },
        { name: 'e', emptyDir: {} },
      ],
    },
    undefined,
  ],
  ['its own fields', { volumes: [{ name: 'v', downwardAPI: {} }] }, undefined],
  ['an account', { serviceAccountName: 'default' }, 'serviceaccounts'],
  ['a Secret for its image', { imagePullSecrets: [{ name: 's' }] }, 'secrets'],
  ['a Secret in a volume', { volumes: [{ name: 'v', secret: { secretName: 's' } }] }, 'secrets'],
  [
    'a Secret in a variable',
    { containers: [{ ...container, env: [{ name: 'A', valueFrom: { secretKeyRef: { key: 'k' } } }] }] },
    'secrets',
  ],
  [
    'a ConfigMap beside plain variables',
    { containers: [{ ...container, env: [{ name: 'A' }], envFrom: [{ configMapRef: { name: 'c' } }] }] },
    'configmaps',
  ],
  [
    'a ConfigMap of an init container',
    { initContainers: [{ ...container, envFrom: [{ configMapRef: {} }] }] },
    'configmaps',
  ],
  ['a claim', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] }, 'persistentvolumeclaims'],
  [
    'a token',
    { volumes: [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }] },
    'serviceaccounts (via projected volumes)',
  ],
])('a Pod that refers to %s', (_, spec, expected) => expect(from(spec)).toBe(expected));
