/** The page's side of the sandbox: two lanes, each a worker that is watched and replaced. A submission's variants are shared between them. */
import { compose } from '../../graders/kit/compose.ts';
import { createAhead } from './ahead.ts';
import { openLane, type GradeOptions, type Lane, type WorkerLike } from './lane.ts';
import type {
  Completion,
  Ended,
  ExerciseFiles,
  Outcome,
  Preview,
  Submission,
  TerminalOutput,
  Trial,
  VariantResult,
} from './protocol.ts';

export type { GradeOptions, WorkerLike } from './lane.ts';

export type {
  CheckResult,
  Completion,
  Ended,
  ExerciseFiles,
  Outcome,
  Preview,
  Problem,
  State,
  Stopped,
  Submission,
  TerminalOutput,
  Verdict,
} from './protocol.ts';

export interface SandboxOptions {
  readonly start: () => WorkerLike;
  /** Wall milliseconds without an answer after which a worker is replaced. Longer than the worker's own limit. */
  readonly watchdog?: number;
}

/** A cluster that stays open for a terminal. */
export interface LiveCluster {
  type(command: string, stdin?: string): Promise<Ended<TerminalOutput>>;
  /** Ctrl-C. */
  interrupt(): Promise<Ended<TerminalOutput>>;
  /** Lets virtual time run; a line that goes on says more. */
  wait(seconds: number): Promise<Ended<TerminalOutput>>;
  /** What may end this line: commands, names of what is in the cluster, flags. */
  complete(line: string): Promise<Ended<Completion>>;
  /** Begins again, as `open` did. */
  reopen(): Promise<Ended<TerminalOutput>>;
}

export interface Sandbox {
  grade(exercise: ExerciseFiles, submission: Submission, options?: GradeOptions): Promise<Outcome>;
  /** This may be handed in next: its variants are tried while nothing else is asked. */
  expect(exercise: ExerciseFiles, submission: Submission): void;
  /** Runs the shown cluster only. */
  preview(exercise: ExerciseFiles, submission: Submission, options?: GradeOptions): Promise<Ended<Preview>>;
  /** Opens the exercise's cluster; the first output is empty and carries its picture. */
  open(exercise: ExerciseFiles): Promise<{ readonly cluster: LiveCluster; readonly first: Ended<TerminalOutput> }>;
  /** What may stand at a place of a manifest, and the field there. */
  complete(yaml: string, offset: number): Promise<Ended<Completion>>;
  dispose(): void;
}

const WATCHDOG = 15_000;
/** Milliseconds after the first worker is ready. */
const SECOND_AFTER = 3000;

export function createSandbox({ start, watchdog = WATCHDOG }: SandboxOptions): Sandbox {
  let sessions = 0;
  let disposed = false;
  let second: Lane | undefined;
  let last: ExerciseFiles | undefined;
  const first = openLane({ start, watchdog, onReady: addSecond });

  /** While nothing else is likely to be loading: then a stopped worker costs nobody a second, and variants are tried two at a time. */
  function addSecond(): void {
    if (second === undefined)
      setTimeout(() => {
        if (!disposed) second ??= openLane({ start, watchdog, onReady: () => last && second?.expect(last) });
      }, SECOND_AFTER);
  }

  /** The first, unless it is busy while the other waits, or is being replaced. */
  const either = (): Lane => (second?.isLoaded && !first.isIdle && (second.isIdle || !first.isLoaded) ? second : first);

  async function tryOnBoth(
    lanes: readonly Lane[],
    exercise: ExerciseFiles,
    submission: Submission,
    { onProgress, signal }: GradeOptions,
  ): Promise<Outcome> {
    const counts = lanes.map(() => ({ done: 0, total: 0 }));
    const trials = await Promise.all(
      lanes.map((lane, index) =>
        lane.call(
          'try',
          { exercise, submission, share: { index, of: lanes.length } },
          {
            ...(signal ? { signal } : {}),
            onProgress(done, total) {
              counts[index] = { done, total };
              const sum = (of: 'done' | 'total'): number => counts.reduce((all, count) => all + count[of], 0);
              onProgress?.(sum('done'), sum('total'));
            },
          },
        ),
      ),
    );
    return together(exercise, trials);
  }

  function run(exercise: ExerciseFiles, submission: Submission, options: GradeOptions): Promise<Outcome> {
    const lanes = [first, second].filter((lane) => lane?.isIdle === true) as Lane[];
    return lanes.length < 2 || exercise.type === 'quiz'
      ? either().call('grade', { exercise, submission }, options)
      : tryOnBoth(lanes, exercise, submission, options);
  }

  const ahead = createAhead({
    isFree: (exercise) => first.isReadyFor(exercise) && second?.isReadyFor(exercise) === true,
    run,
  });

  return {
    grade(exercise, submission, options = {}) {
      last = exercise;
      const known = ahead.outcomeOf(exercise, submission, options);
      return known
        ? known.then((outcome) => outcome ?? run(exercise, submission, options))
        : run(exercise, submission, options);
    },
    expect: ahead.expect,
    preview(exercise, submission, options) {
      last = exercise;
      return either().call('preview', { exercise, submission }, options);
    },
    async open(exercise) {
      last = exercise;
      const session = ++sessions;
      const lane = either();
      const reopen = (): Promise<Ended<TerminalOutput>> => lane.call('open', { exercise }, {}, session);
      return {
        first: await reopen(),
        cluster: {
          type: (command, stdin) =>
            lane.call('type', { command, ...(stdin === undefined ? {} : { stdin }) }, {}, session),
          interrupt: () => lane.call('interrupt', {}, {}, session),
          wait: (seconds) => lane.call('wait', { seconds }, {}, session),
          complete: (line) => lane.call('completeLine', { line }, {}, session),
          reopen,
        },
      };
    },
    complete: (yaml, offset) => either().call('complete', { yaml, offset }),
    dispose() {
      disposed = true;
      ahead.dispose();
      first.dispose();
      second?.dispose();
    },
  };
}

/** All shares as one outcome: the same as that of one worker that tried every variant in turn. */
function together(exercise: ExerciseFiles, trials: readonly Ended<Trial>[]): Outcome {
  const results: VariantResult[] = [];
  let stopped: Trial['stopped'];
  for (const [index, trial] of trials.entries()) {
    if (trial.kind === 'stopped') return trial;
    for (const [n, result] of trial.value.results.entries()) results[index + n * trials.length] = result;
    const stop = trial.value.stopped;
    if (stop && (!stopped || stop.variant < stopped.variant)) stopped = stop;
  }
  if (stopped && results[0]?.refused !== true) return { kind: 'stopped', stopped: stopped.why };
  return { kind: 'done', value: compose(exercise.id, results) };
}

/** The sandbox of a page: its worker is a file of its own. */
export const browserSandbox = (): Sandbox =>
  createSandbox({
    start: () =>
      new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'sandbox' }) as unknown as WorkerLike,
  });
