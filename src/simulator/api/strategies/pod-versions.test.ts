import { expect, test } from 'vitest';
import type { Pod, PodSpec } from '../schema/kinds.ts';
import { inTodaysFields } from './pod-versions.ts';

const pod = (spec: Partial<PodSpec>, annotations = {}): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', uid: 'u', resourceVersion: '1', creationTimestamp: 't', annotations },
  spec: { containers: [{ name: 'app' }], ...spec },
  status: {},
});
const key = 'container.apparmor.security.beta.kubernetes.io/app';

test.each([
  [
    'nothing old',
    pod({ terminationGracePeriodSeconds: 0 }),
    { containers: [{ name: 'app' }], terminationGracePeriodSeconds: 0 },
  ],
  [
    'a profile in an annotation',
    pod({}, { [key]: 'localhost/mine' }),
    {
      containers: [
        { name: 'app', securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: 'mine' } } },
      ],
    },
  ],
  [
    'a profile the pod has already',
    pod({ securityContext: { appArmorProfile: { type: 'Unconfined' } } }, { [key]: 'unconfined' }),
    { containers: [{ name: 'app' }], securityContext: { appArmorProfile: { type: 'Unconfined' } } },
  ],
  ['a profile that is none', pod({}, { [key]: 'mine' }), { containers: [{ name: 'app' }] }],
])('%s', (_, given, spec) => expect(inTodaysFields(given).spec).toEqual(spec));
