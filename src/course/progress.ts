/**
 * What a learner has done and drafted: kept in this browser only, under one key, with a version. Nothing here throws.
 * Every lesson page reads it, so the check of what was read is written out here: a schema library
 * would weigh more than all other scripts of the page.
 */
export interface Draft {
  /** YAML, or answers and terminal lines as the workspace writes them. */
  readonly text: string;
  readonly savedAt: string;
}

export interface Progress {
  readonly version: 1;
  /** Step key → when it was done: `lesson/probe-timing`, `exercise/command-or-args`. */
  readonly done: Readonly<Record<string, string>>;
  readonly drafts: Readonly<Record<string, Draft>>;
  /** Exercise → how often it was submitted. */
  readonly submissions: Readonly<Record<string, number>>;
  /** Exercise → how many hints were opened. */
  readonly hints: Readonly<Record<string, number>>;
  /** The step read last: where "Continue" leads. */
  readonly last?: string;
}

/** The part of `Storage` that is needed. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

export const KEY = 'inside-the-pod';
/** Where what could not be read is kept as it was: written by another version, or by hand. */
export const UNREAD_KEY = 'inside-the-pod-unread';
export const nothingDone: Progress = { version: 1, done: {}, drafts: {}, submissions: {}, hints: {} };

/** What is kept, as far as it can be read; nothing where the browser refuses storage. */
export function readProgress(shelf: Shelf): Progress {
  try {
    return salvage(shelf.getItem(KEY) ?? '');
  } catch {
    return nothingDone;
  }
}

/**
 * Reads afresh and writes the change, so that two open tabs do not undo each other. What cannot be read whole is put aside first.
 *
 * @returns false where the browser refused
 */
export function changeProgress(shelf: Shelf, change: (progress: Progress) => Progress): boolean {
  try {
    const text = shelf.getItem(KEY);
    if (text !== null && !parseProgress(text)) shelf.setItem(UNREAD_KEY, text);
    shelf.setItem(KEY, JSON.stringify(change(salvage(text ?? ''))));
    return true;
  } catch {
    return false;
  }
}

/** What was put aside, as it was. */
export function unreadProgress(shelf: Shelf): string | undefined {
  try {
    return shelf.getItem(UNREAD_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The first time counts. */
export const withDone =
  (step: string, at: string) =>
  (before: Progress): Progress =>
    before.done[step] ? before : { ...before, done: { ...before.done, [step]: at } };

export const withDraft =
  (exercise: string, text: string, savedAt: string) =>
  (before: Progress): Progress => ({ ...before, drafts: { ...before.drafts, [exercise]: { text, savedAt } } });

/** How often an exercise was submitted and how many of its hints were opened: two tabs may count, so neither goes back. */
export const withCounts =
  (exercise: string, { submissions, hints }: { readonly submissions: number; readonly hints: number }) =>
  (before: Progress): Progress => ({
    ...before,
    submissions: most(before.submissions, { [exercise]: submissions }),
    hints: most(before.hints, { [exercise]: hints }),
  });

export const withLast =
  (last: string) =>
  (before: Progress): Progress => ({ ...before, last });

/** The file that "Export" writes. */
export const exportProgress = (kept: Progress): string => `${JSON.stringify(kept, undefined, 2)}\n`;

/** Reads an exported file, or what the browser keeps. @returns undefined for anything else */
export function parseProgress(text: string): Progress | undefined {
  const read = recordIn(text);
  if (read?.['version'] !== 1) return undefined;
  const { done, drafts, submissions, hints, last } = read;
  if (
    !isRecordOf(done, isString) ||
    !isRecordOf(drafts, isDraft) ||
    !isRecordOf(submissions, isCount) ||
    !isRecordOf(hints, isCount)
  )
    return undefined;
  return { version: 1, done, drafts, submissions, hints, ...(isString(last) ? { last } : {}) };
}

/** Whether a text is progress as a later or an earlier version of the course wrote it. */
export function isOfAnotherVersion(text: string): boolean {
  const version = recordIn(text)?.['version'];
  return isCount(version) && version !== 1;
}

/** The entries that are as they must be: one that a hand has broken does not take the others with it. */
function salvage(text: string): Progress {
  const read = recordIn(text);
  if (read?.['version'] !== 1) return nothingDone;
  const { last } = read;
  return {
    version: 1,
    done: entriesOf(read['done'], isString),
    drafts: entriesOf(read['drafts'], isDraft),
    submissions: entriesOf(read['submissions'], isCount),
    hints: entriesOf(read['hints'], isCount),
    ...(isString(last) ? { last } : {}),
  };
}

function recordIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return isRecord(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

const entriesOf = <T>(value: unknown, is: (entry: unknown) => entry is T): Record<string, T> =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, T] => is(entry[1])))
    : {};

const isString = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isDraft = (value: unknown): value is Draft =>
  isRecord(value) && isString(value['text']) && isString(value['savedAt']);
const isRecordOf = <T>(value: unknown, is: (entry: unknown) => entry is T): value is Record<string, T> =>
  isRecord(value) && Object.values(value).every(is);

/** Joins an import with what is here: nothing done is lost, the younger draft stays. */
export function mergeProgress(here: Progress, there: Progress): Progress {
  const drafts = { ...there.drafts };
  for (const [id, mine] of Object.entries(here.drafts))
    if (mine.savedAt >= (drafts[id]?.savedAt ?? '')) drafts[id] = mine;
  const last = here.last ?? there.last;
  return {
    version: 1,
    done: earliest(here.done, there.done),
    drafts,
    submissions: most(here.submissions, there.submissions),
    hints: most(here.hints, there.hints),
    ...(last === undefined ? {} : { last }),
  };
}

type Times = Readonly<Record<string, string>>;
const earliest = (a: Times, b: Times): Record<string, string> =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [
      key,
      [a[key], b[key]].filter((at) => at !== undefined).sort()[0] ?? '',
    ]),
  );

type Counts = Readonly<Record<string, number>>;
const most = (a: Counts, b: Counts): Record<string, number> =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, Math.max(a[key] ?? 0, b[key] ?? 0)]),
  );
