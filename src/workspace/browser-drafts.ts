import { changeProgress, readProgress, withDone, withDraft, type Progress, type Shelf } from '../course/progress.ts';
import type { Draft, DraftStore } from './draft.ts';

type Work = Pick<Draft, 'yaml' | 'answers' | 'lines'>;

/** Drafts in the learner's progress: the work as JSON in `drafts`, counts and the pass where the course reads them. */
export const browserDrafts = (shelf: Shelf): DraftStore => ({
  read(exercise) {
    const progress = readProgress(shelf);
    const draft: Draft = {
      ...workOf(progress.drafts[exercise]?.text),
      submissions: progress.submissions[exercise] ?? 0,
      hints: progress.hints[exercise] ?? 0,
      passed: `exercise/${exercise}` in progress.done,
    };
    return draft;
  },
  write(exercise, { submissions, hints, passed, ...work }) {
    const now = new Date().toISOString();
    const counted = (progress: Progress): Progress => ({
      ...progress,
      submissions: { ...progress.submissions, [exercise]: submissions },
      hints: { ...progress.hints, [exercise]: hints },
    });
    return changeProgress(shelf, (progress) => {
      const drafted = withDraft(exercise, JSON.stringify(work), now)(counted(progress));
      return passed ? withDone(`exercise/${exercise}`, now)(drafted) : drafted;
    });
  },
});

/** A draft that cannot be read (a hand has been at it) is taken for the YAML itself, so that nothing is lost. */
function workOf(text: string | undefined): Work {
  if (text === undefined) return {};
  try {
    const work = JSON.parse(text) as unknown;
    return typeof work === 'object' && work !== null ? (work as Work) : { yaml: text };
  } catch {
    return { yaml: text };
  }
}
