import { expect, test } from 'vitest';
import {
  changeProgress,
  exportProgress,
  isOfAnotherVersion,
  KEY,
  mergeProgress,
  nothingDone,
  parseProgress,
  readProgress,
  withCounts,
  withDone,
  withDraft,
  unreadProgress,
  type Shelf,
} from './progress.ts';

const shelf = (kept?: string): Shelf & { kept: string | undefined } => ({
  kept,
  getItem(key) {
    return key === KEY ? (this.kept ?? null) : null;
  },
  setItem(_, value) {
    this.kept = value;
  },
});

test('what was done, drafted and submitted is there again', () => {
  const browser = shelf();
  changeProgress(browser, withDone('lesson/probe-timing', '2026-01-02'));
  changeProgress(browser, withDone('lesson/probe-timing', '2026-03-04'));
  changeProgress(browser, withDraft('command-or-args', 'kind: Pod', '2026-01-02'));
  changeProgress(browser, withCounts('command-or-args', { submissions: 2, hints: 1 }));
  expect(readProgress(browser)).toEqual({
    ...nothingDone,
    done: { 'lesson/probe-timing': '2026-01-02' },
    drafts: { 'command-or-args': { text: 'kind: Pod', savedAt: '2026-01-02' } },
    submissions: { 'command-or-args': 2 },
    hints: { 'command-or-args': 1 },
  });
});

test('counts never go back', () => {
  const counted = withCounts('x', { submissions: 3, hints: 1 })(
    withCounts('x', { submissions: 1, hints: 2 })(nothingDone),
  );
  expect(counted).toEqual({ ...nothingDone, submissions: { x: 3 }, hints: { x: 2 } });
});

test.each([['nothing'], ['{"version":2}'], ['{"version":1,"done":{"a":1}}'], ['{}'], ['null']])(
  'what cannot be read counts as nothing done: %s',
  (kept) => {
    expect(readProgress(shelf(kept))).toEqual(nothingDone);
  },
);

test('an entry that a hand has broken does not take the others with it', () => {
  const browser = shelf('{"version":1,"done":{"lesson/a":"2026","lesson/b":7},"drafts":{"x":"text"},"hints":[1]}');
  expect(readProgress(browser)).toEqual({ ...nothingDone, done: { 'lesson/a': '2026' } });
});

test.each([['{"version":2,"done":[]}'], ['{"version":1,"done":{"a":1}}'], ['by hand']])(
  'what cannot be read whole is put aside before the first change: %s',
  (text) => {
    const kept = new Map([[KEY, text]]);
    const browser: Shelf = {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
    };
    expect(unreadProgress(browser)).toBeUndefined();
    changeProgress(browser, withDone('lesson/b', '2026'));
    changeProgress(browser, withDone('lesson/c', '2026'));
    expect(Object.keys(readProgress(browser).done)).toEqual(['lesson/b', 'lesson/c']);
    expect(unreadProgress(browser)).toBe(text);
  },
);

test('a file of another version is told from one that is no progress', () => {
  expect(['{"version":2}', '{"version":1}', '{"version":"x"}', '{}', 'x'].map(isOfAnotherVersion)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a browser that refuses storage is told, and breaks nothing', () => {
  const refusing: Shelf = {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
  };
  expect(readProgress(refusing)).toEqual(nothingDone);
  expect(changeProgress(refusing, withDone('a', 'b'))).toBe(false);
});

test('an export is read back', () => {
  const kept = withDraft('x', 'ä 파드', 't')(withDone('lesson/a', '2026')(nothingDone));
  expect(parseProgress(exportProgress(kept))).toEqual(kept);
});

test('an import loses nothing: first times, younger drafts, larger counts', () => {
  const done = withDone('b', '5')(withDone('a', '1')(nothingDone));
  const here = withCounts('x', { submissions: 1, hints: 0 })(withDraft('x', 'new', '2')(done));
  const there = withDraft('y', 'other', '1')(withDraft('x', 'old', '1')(withDone('b', '3')(nothingDone)));
  expect(mergeProgress(here, there)).toEqual({
    ...nothingDone,
    done: { a: '1', b: '3' },
    drafts: { x: { text: 'new', savedAt: '2' }, y: { text: 'other', savedAt: '1' } },
    submissions: { x: 1 },
    hints: { x: 0 },
  });
});
