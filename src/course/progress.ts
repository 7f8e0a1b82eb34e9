/** What a learner has done and drafted: kept in this browser only, under one key, with a version. Nothing here throws. */
import * as z from 'zod/mini';

/** zod would otherwise try `new Function`, which the page's policy reports as a violation. */
z.config({ jitless: true });

const draft = z.object({
  /** YAML, or answers and terminal lines as the workspace writes them. */
  text: z.string(),
  savedAt: z.string(),
});

const progress = z.object({
  version: z.literal(1),
  /** Step key → when it was done: `lesson/probe-timing`, `exercise/command-or-args`. */
  done: z.record(z.string(), z.string()),
  drafts: z.record(z.string(), draft),
  /** Exercise → how often it was submitted. */
  submissions: z.record(z.string(), z.number()),
  /** Exercise → how many hints were opened. */
  hints: z.record(z.string(), z.number()),
  /** The lesson read last: where "Continue" leads. */
  last: z.optional(z.string()),
});
export type Progress = z.infer<typeof progress>;

/** The part of `Storage` that is needed. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

export const KEY = 'inside-the-pod';
export const nothingDone: Progress = { version: 1, done: {}, drafts: {}, submissions: {}, hints: {} };

/** What is kept; nothing where the browser refuses storage or holds what cannot be read. */
export function readProgress(shelf: Shelf): Progress {
  try {
    return parseProgress(shelf.getItem(KEY) ?? '') ?? nothingDone;
  } catch {
    return nothingDone;
  }
}

/** Reads afresh and writes the change, so that two open tabs do not undo each other. @returns false where the browser refused */
export function changeProgress(shelf: Shelf, change: (progress: Progress) => Progress): boolean {
  try {
    shelf.setItem(KEY, JSON.stringify(change(readProgress(shelf))));
    return true;
  } catch {
    return false;
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

export const withoutDraft =
  (exercise: string) =>
  (before: Progress): Progress => ({
    ...before,
    drafts: Object.fromEntries(Object.entries(before.drafts).filter(([id]) => id !== exercise)),
  });

export const withSubmission =
  (exercise: string) =>
  (before: Progress): Progress => ({
    ...before,
    submissions: { ...before.submissions, [exercise]: (before.submissions[exercise] ?? 0) + 1 },
  });

export const withHint =
  (exercise: string, opened: number) =>
  (before: Progress): Progress => ({
    ...before,
    hints: { ...before.hints, [exercise]: Math.max(opened, before.hints[exercise] ?? 0) },
  });

export const withLast =
  (last: string) =>
  (before: Progress): Progress => ({ ...before, last });

/** The file that "Export" writes. */
export const exportProgress = (kept: Progress): string => `${JSON.stringify(kept, undefined, 2)}\n`;

/** Reads an exported file, or what the browser keeps. @returns undefined for anything else */
export function parseProgress(text: string): Progress | undefined {
  try {
    return progress.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

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
