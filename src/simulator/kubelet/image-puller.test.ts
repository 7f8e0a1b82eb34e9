import { expect, test } from 'vitest';
import type { Pod } from '../api/schema/kinds.ts';
import { Clock } from '../clock.ts';
import { run } from '../task.ts';
import { canonical, ImagePuller, type Pulled } from './image-puller.ts';

const pod = { metadata: { uid: 'u' } } as Pod;

function pull(
  image: string,
  imagePullPolicy: string,
  present: readonly string[] = ['busybox:1.36'],
  puller = new ImagePuller(new Clock(), present),
  clock = new Clock(),
) {
  const told: string[] = [];
  let pulled: Pulled | undefined;
  run(
    clock,
    puller.ensure(pod, { name: 'app', image, imagePullPolicy }, ({ reason }) => told.push(reason)),
    (result) => (pulled = result),
  );
  clock.runUntil(clock.now + 60_000);
  return [pulled?.ok ? 'ok' : pulled?.why.reason, ...told];
}

test.each([
  ['present', 'busybox:1.36', 'IfNotPresent', ['ok', 'Pulled']],
  ['present under its full name', 'docker.io/library/busybox:1.36', 'IfNotPresent', ['ok', 'Pulled']],
  ['present but always pulled', 'busybox:1.36', 'Always', ['ok', 'Pulling', 'Pulled']],
  ['not present', 'alpine:3.20', 'IfNotPresent', ['ok', 'Pulling', 'Pulled']],
  ['not present and never pulled', 'alpine:3.20', 'Never', ['ErrImageNeverPull', 'ErrImageNeverPull']],
  ['unknown', 'nothing/like-it:1', 'IfNotPresent', ['ErrImagePull', 'Pulling', 'Failed']],
  ['with a name that is none', 'Bad_Image:1', 'IfNotPresent', ['InvalidImageName', 'InspectFailed']],
])('an image that is %s', (_, image, policy, expected) => expect(pull(image, policy)).toEqual(expected));

test.each([
  ['Bad_Image:1', 'repository name (library/Bad_Image) must be lowercase'],
  ['team/Web', 'repository name (team/Web) must be lowercase'],
  ['registry.example:5000/Web', 'repository name (Web) must be lowercase'],
  ['web:a b', 'invalid reference format'],
])('what is wrong with the name %s is told', (image, message) => {
  let pulled: Pulled | undefined;
  const puller = new ImagePuller(new Clock(), []);
  run(
    new Clock(),
    puller.ensure(pod, { name: 'app', image }, () => undefined),
    (result) => (pulled = result),
  );
  expect(pulled?.ok === false && pulled.why.message).toContain(message);
});

test('a failed pull is tried again after ten seconds', () => {
  const clock = new Clock();
  const puller = new ImagePuller(clock, []);
  const at = (t: number): unknown => {
    clock.runUntil(t);
    let reason: string | undefined;
    run(
      clock,
      puller.ensure(pod, { name: 'app', image: 'no:1' }, () => undefined),
      (result) => (reason = result.ok ? 'ok' : result.why.reason),
    );
    clock.runUntil(t + 100);
    return reason;
  };
  expect([at(0), at(5_000), at(10_500), at(25_000), at(31_000)]).toEqual([
    'ErrImagePull',
    'ImagePullBackOff',
    'ErrImagePull',
    'ImagePullBackOff',
    'ErrImagePull',
  ]);
});

test.each([
  ['busybox', 'docker.io/library/busybox:latest'],
  ['course/web:1.0', 'docker.io/course/web:1.0'],
  ['registry.example:5000/a/b:2', 'registry.example:5000/a/b:2'],
])('%s is %s', (reference, full) => expect(canonical(reference)).toBe(full));
