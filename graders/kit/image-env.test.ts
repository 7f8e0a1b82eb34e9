import { expect, test } from 'vitest';
import type { KubeObject, Pod } from '../../src/simulator/index.ts';
import { settingEnv } from './image-env.ts';

const podOf = (image: string, env: readonly object[]): KubeObject =>
  ({
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image, env }] },
  }) as unknown as KubeObject;
const envOf = (object: KubeObject): unknown => (object as Pod).spec.containers[0]!.env;
const slow = settingEnv({ 'course/web': { START_SECONDS: '70' } });

test.each([
  ['added', 'course/web:1.0', [], [{ name: 'START_SECONDS', value: '70' }]],
  [
    'changed where it stands',
    'docker.io/course/web:2.0',
    [
      { name: 'START_SECONDS', value: '45' },
      { name: 'B', value: '$(START_SECONDS)' },
    ],
    [
      { name: 'START_SECONDS', value: '70' },
      { name: 'B', value: '$(START_SECONDS)' },
    ],
  ],
  ['another image', 'course/worker:1.0', [{ name: 'A', value: '1' }], [{ name: 'A', value: '1' }]],
])('%s', (_, image, env, wanted) => expect(envOf(slow(podOf(image, env)))).toEqual(wanted));

test('other kinds stay as they are', () => {
  const object = { kind: 'Service', metadata: { name: 'a' } } as unknown as KubeObject;
  expect(slow(object)).toBe(object);
});
