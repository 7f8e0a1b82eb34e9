import { expect, test } from 'vitest';
import { onOneNode } from './pod.fixture.ts';

test('each sync tells the pull secrets that are not there, and the image is used all the same', () => {
  const cluster = onOneNode(`apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  imagePullSecrets: [{ name: ours }, { name: theirs }]
  containers: [{ name: app, image: busybox:1.36, command: [sleep, '3600'] }]
`);
  cluster.runUntil(cluster.clock.now + 3000);
  const told = cluster.store.list('Event').filter(({ reason }) => reason === 'FailedToRetrieveImagePullSecret');
  expect(told.map(({ message, count }) => [message, count])).toEqual([
    ['Unable to retrieve some image pull secrets (ours, theirs); attempting to pull the image may not succeed.', 2],
  ]);
  expect(cluster.store.get('Pod', 'default', 'p')?.status.phase).toBe('Running');
});
