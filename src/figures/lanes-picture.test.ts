import { expect, test } from 'vitest';
import { figures } from '../i18n/figures.ts';
import { everyChoice, momentsOfLanes, type LanesPicture } from './lanes-picture.ts';

const empty: LanesPicture = { until: 10, rows: [], facts: {} };

test('there is a picture for every combination of options', () => {
  const asked: string[] = [];
  const pictures = everyChoice([2, 3], (places) => {
    asked.push(places.join(' '));
    return empty;
  });
  expect(asked).toEqual(['0 0', '0 1', '0 2', '1 0', '1 1', '1 2']);
  expect(Object.keys(pictures)).toEqual(['0,0', '0,1', '0,2', '1,0', '1,1', '1,2']);
});

test('a figure without choices has one picture', () => expect(everyChoice([], () => empty)).toEqual({ '': empty }));

test('the table tells what all lanes show in the order of time', () => {
  const picture: LanesPicture = {
    ...empty,
    rows: [
      {
        kind: 'container',
        name: 'web',
        sub: 'role_app',
        spans: [
          { from: 1, to: 5, look: 'running' },
          { from: 5, to: 5, look: 'failed', exitCode: 3 },
        ],
      },
      { kind: 'condition', name: 'web', sub: 'laneEndpoint', spans: [{ from: 2, to: 4, look: 'True' }] },
      { kind: 'lost', name: 'client', sub: 'laneLost', lost: [{ at: 3, n: 7 }] },
    ],
  };
  expect(momentsOfLanes(picture, figures.en).map(({ at, who, what }) => [at, who, what])).toEqual([
    [1, 'web', 'starts'],
    [2, 'web (in the endpoints)', 'True'],
    [3, 'client (requests lost)', '7'],
    [5, 'web', 'exits with code 3'],
  ]);
});
