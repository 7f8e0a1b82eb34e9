import { expect, test } from 'vitest';
import type { HistoryEntry, Pod } from '../../src/simulator/index.ts';
import { HistoryView, pod } from './history-view.ts';
import { exists, isReady } from './predicates.ts';

const web = pod('web');
const podThat = (ready: 'True' | 'False'): Pod =>
  ({
    metadata: { name: 'web', namespace: 'default' },
    spec: { containers: [{ name: 'web' }] },
    status: { conditions: [{ type: 'Ready', status: ready }] },
  }) as unknown as Pod;

/** A Pod's readiness over time: [second, 'True' | 'False' | 'gone']. */
function view(
  changes: readonly (readonly [second: number, state: 'True' | 'False' | 'gone'])[],
  end = 120,
): HistoryView {
  const entries = changes.map(([second, state], index) => ({
    type: 'write',
    index,
    at: 10_000 + second * 1000,
    kind: 'Pod',
    key: 'default/web',
    verb: 'update',
    before: undefined,
    after: state === 'gone' ? undefined : podThat(state),
    cause: { actor: 'test', reason: 'test' },
  }));
  return new HistoryView(entries as unknown as HistoryEntry[], 10_000, 10_000 + end * 1000);
}

const flapping = view([
  [0, 'False'],
  [8, 'True'],
  [50, 'False'],
]);
const steady = view([
  [0, 'False'],
  [8, 'True'],
]);

test.each([
  ['by: in time and still true', steady, (h: HistoryView) => h.by('10s'), true],
  ['by: too late', steady, (h: HistoryView) => h.by('5s'), false],
  ['by: not true any more at the end', flapping, (h: HistoryView) => h.by('10s'), false],
  ['at: sampled while it was so', flapping, (h: HistoryView) => h.at('20s'), true],
  ['at: sampled when it was not', flapping, (h: HistoryView) => h.at('60s'), false],
  ['through: from its first time until then', flapping, (h: HistoryView) => h.through('40s'), true],
  ['through: broken before', flapping, (h: HistoryView) => h.through('60s'), false],
  ['through: never', view([[0, 'False']]), (h: HistoryView) => h.through('60s'), false],
  ['always: not while it starts', steady, (h: HistoryView) => h.always(), false],
  ['always: of a Pod that came ready', view([[3, 'True']]), (h: HistoryView) => h.always(), true],
  ['at the end', flapping, (h: HistoryView) => h.atEnd(), false],
])('%s', (_, history, expectation, holds) => {
  expect(expectation(history).expect(web, isReady).holds).toBe(holds);
});

test('a failure says when, in seconds from apply, and at which entry', () => {
  expect(flapping.through('60s').expect(web, isReady)).toMatchObject({
    holds: false,
    at: 50,
    entry: 2,
    facts: { t: 50 },
  });
});

test('what is not there yet, or no longer, is undefined', () => {
  const history = view([
    [5, 'True'],
    [30, 'gone'],
  ]);
  expect(history.at('1s').expect(web, exists).holds).toBe(false);
  expect(history.at('10s').expect(web, exists).holds).toBe(true);
  expect(history.at('40s').expect(web, exists)).toMatchObject({ holds: false, facts: { status: '–' } });
});
