/** What is tried before it is handed in: who pauses, and submits then, has the verdict at once. */
import type { GradeOptions } from './lane.ts';
import type { ExerciseFiles, Outcome, Submission } from './protocol.ts';

export interface Ahead {
  /** This may be handed in next: it is tried once nothing else has been asked for a while. Takes the place of what was expected before. */
  expect(exercise: ExerciseFiles, submission: Submission): void;
  /**
   * The outcome of a submission that was tried, or is being tried; undefined where it has to be run.
   * What is being tried of another is waited for: it holds the workers.
   */
  outcomeOf(
    exercise: ExerciseFiles,
    submission: Submission,
    options: GradeOptions,
  ): Promise<Outcome | undefined> | undefined;
  dispose(): void;
}

export interface AheadOptions {
  /** Whether the workers have nothing to do and the exercise's clusters ready. */
  readonly isFree: (exercise: ExerciseFiles) => boolean;
  readonly run: (exercise: ExerciseFiles, submission: Submission, options: GradeOptions) => Promise<Outcome>;
}

interface Tried {
  readonly key: string;
  readonly cancel: AbortController;
  readonly outcome: Promise<Outcome>;
  /** Of who waits for it. */
  onProgress?: GradeOptions['onProgress'];
  isOver: boolean;
}

/** Wall milliseconds after which what is expected is tried, and between looks whether the workers are free. */
const REST = 400;
const AGAIN = 100;

export function createAhead({ isFree, run }: AheadOptions): Ahead {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tried: Tried | undefined;

  const keyOf = ({ id, cluster }: ExerciseFiles, submission: Submission): string =>
    JSON.stringify([id, cluster, submission]);

  function begin(key: string, exercise: ExerciseFiles, submission: Submission): void {
    if (!isFree(exercise)) {
      timer = setTimeout(begin, AGAIN, key, exercise, submission);
      return;
    }
    const cancel = new AbortController();
    const onProgress: GradeOptions['onProgress'] = (done, total) => mine.onProgress?.(done, total);
    const outcome = run(exercise, submission, { signal: cancel.signal, onProgress });
    const mine: Tried = { key, cancel, outcome, isOver: false };
    tried = mine;
    void outcome.then(() => (mine.isOver = true));
  }

  return {
    expect(exercise, submission) {
      clearTimeout(timer);
      const key = keyOf(exercise, submission);
      if (tried?.key !== key) timer = setTimeout(begin, REST, key, exercise, submission);
    },
    outcomeOf(exercise, submission, { signal, onProgress }) {
      clearTimeout(timer);
      const mine = tried;
      if (!mine) return undefined;
      if (mine.key !== keyOf(exercise, submission)) return mine.isOver ? undefined : mine.outcome.then(() => undefined);
      mine.onProgress = onProgress;
      signal?.addEventListener('abort', () => !mine.isOver && mine.cancel.abort(), { once: true });
      return mine.outcome.then((outcome) => {
        if (outcome.kind === 'done' || signal?.aborted) return outcome;
        tried = undefined; // a limit is told of the run that was asked for
        return undefined;
      });
    },
    dispose: () => clearTimeout(timer),
  };
}
