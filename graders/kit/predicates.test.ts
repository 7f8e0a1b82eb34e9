import { describe, expect, test } from 'vitest';
import type { Pod } from '../../src/simulator/index.ts';
import { hasEnv, hasImage } from './predicates.ts';

const pod = (container: object, spec: object = {}): Pod =>
  ({
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', ...container }], ...spec },
    status: {},
  }) as unknown as Pod;
const asks = (requests: object, more: object = {}): Pod =>
  pod({ image: 'docker.io/course/web:1.0', resources: { requests, ...more } });

describe('an image and its requests', () => {
  const kept = hasImage('course/web:1.0', { cpu: '200m', memory: '256Mi' });
  test.each([
    ['as they were', asks({ cpu: '200m', memory: '256Mi' }), true],
    ['in other units', asks({ cpu: '0.2', memory: '0.25Gi' }), true],
    ['copied from limits', asks({ memory: '256Mi' }, { limits: { cpu: '200m', memory: '1Gi' } }), true],
    ['for the Pod', pod({ image: 'course/web:1.0' }, { resources: { requests: { cpu: '200m', memory: '256Mi' } } }), true],
    ['less', asks({ cpu: '20m', memory: '256Mi' }), false],
    ['one left out', asks({ cpu: '200m' }), false],
    ['of another image', pod({ image: 'nginx:1.27', resources: { requests: { cpu: '200m', memory: '256Mi' } } }), false],
  ])('%s', (_, found, holds) => expect(kept(found)).toBe(holds)); // prettier-ignore
});

test.each([
  ['as written', { env: [{ name: 'HEAP', value: '120' }] }, true],
  [
    'the last counts',
    {
      env: [
        { name: 'HEAP', value: '120' },
        { name: 'HEAP', value: '60' },
      ],
    },
    false,
  ],
  ['from elsewhere', { env: [{ name: 'HEAP', valueFrom: {} }] }, true],
  ['with all of an object', { envFrom: [{}] }, true],
  ['without a value', { env: [{ name: 'HEAP' }] }, false],
  ['nowhere', {}, false],
])('a variable: %s', (_, container, holds) => expect(hasEnv(pod(container).spec, 'HEAP', '120')).toBe(holds));
