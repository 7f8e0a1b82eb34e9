import { expect, test } from 'vitest';
import type { Picture, PodPicture } from '../figures/picture.ts';
import { podOfMoment, secondOfMoment } from './moment-of-interest.ts';

const pod = (name: string, created: number, deleted?: number, mine = true): PodPicture => ({
  key: `default/${name}`,
  name,
  mine,
  created,
  ...(deleted === undefined ? {} : { deleted }),
  containers: [],
  probes: [],
  ready: [],
  status: [],
  requests: { cpu: 0, memory: 0 },
});
const picture: Picture = {
  until: 300,
  nodes: [],
  events: [],
  scheduling: [],
  pods: [pod('cache', 0, undefined, false), pod('old', 0, 60), pod('new', 60), pod('newer', 61)],
};

test.each([
  ['the Pod that was looked at', { at: 10, pod: 'default/newer' }, 'default/newer'],
  ['one of the learner’s that is there then', { at: 300 }, 'default/new'],
  ['one that is there before it is replaced', { at: 10 }, 'default/old'],
  ['one that no figure shows', { at: 300, pod: 'default/gone' }, 'default/new'],
])('a moment is about %s', (_, moment, expected) => {
  expect(podOfMoment(picture, { variant: 'shown', ...moment })).toBe(expected);
});

test('where none was looked at, the one that is seen stays, while it is there', () => {
  const at = (t: number) => podOfMoment(picture, { variant: 'shown', at: t }, 'default/newer');
  expect([at(300), at(10)]).toEqual(['default/newer', 'default/old']);
});

test.each([
  ['a restart, as what ended the container', 15.461, 15.32],
  ['anything else, as it is', 12, 12],
  ['the end of a back-off, as it is: what ended is long ago', 40.02, 40.02],
])('a check’s moment shows %s', (_, at, expected) => {
  const container = {
    container: 'web',
    role: 'app',
    restarts: [15.43, 40],
    spans: [
      { look: 'ready', from: 1, to: 15.32 },
      { look: 'failed', from: 15.32, to: 15.43, exitCode: 1 },
      { look: 'ready', from: 15.43, to: 20 },
      { look: 'failed', from: 20, to: 40, exitCode: 1 },
    ],
  } as const;
  const run = { ...picture, pods: [{ ...pod('web', 0), containers: [container] }] };
  expect(secondOfMoment(run, { variant: 'shown', at, pod: 'default/web' })).toBe(expected);
});
