import { changeProgress, KEY, readProgress, withCounts, withDone, withDraft, type Shelf } from '../course/progress.ts';
import type { Draft, DraftStore } from './draft.ts';
import { readWork } from './read-work.ts';

type Written = Pick<Draft, 'yaml' | 'answers' | 'lines' | 'before'>;

/** Drafts in the learner's progress: the work as JSON in `drafts`, counts and the pass where the course reads them. */
export function browserDrafts(shelf: Shelf): DraftStore {
  const read = (exercise: string): Draft => {
    const progress = readProgress(shelf);
    return {
      ...workOf(progress.drafts[exercise]?.text),
      submissions: progress.submissions[exercise] ?? 0,
      hints: progress.hints[exercise] ?? 0,
      passed: `exercise/${exercise}` in progress.done,
    };
  };
  return {
    read,
    write(exercise, { submissions, hints, passed, ...work }) {
      const now = new Date().toISOString();
      return changeProgress(shelf, (progress) => {
        const drafted = withDraft(
          exercise,
          JSON.stringify(work),
          now,
        )(withCounts(exercise, { submissions, hints })(progress));
        return passed ? withDone(`exercise/${exercise}`, now)(drafted) : drafted;
      });
    },
    watch(exercise, heard) {
      const listen = (event: StorageEvent): void => {
        if (event.key === KEY || event.key === null) heard(read(exercise));
      };
      addEventListener('storage', listen);
      return () => removeEventListener('storage', listen);
    },
  };
}

/** A draft that cannot be read (a hand has been at it) is taken for the YAML itself, so that nothing is lost. */
function workOf(text: string | undefined): Written {
  if (text === undefined) return {};
  try {
    const kept = JSON.parse(text) as unknown;
    const { before } = (kept ?? {}) as { readonly before?: unknown };
    const work = readWork(kept);
    const workBefore = readWork(before);
    if (work || workBefore) return { ...work, ...(workBefore ? { before: workBefore } : {}) };
    return JSON.stringify(kept) === '{}' ? {} : { yaml: text };
  } catch {
    return { yaml: text };
  }
}
