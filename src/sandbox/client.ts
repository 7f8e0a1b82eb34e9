/** The page's side of the sandbox: calls go to a worker; a watchdog replaces one that no longer answers. */
import {
  calls,
  fromWorker,
  type Completion,
  type Ended,
  type ExerciseFiles,
  type Method,
  type Outcome,
  type Preview,
  type Request,
  type Response,
  type Stopped,
  type Submission,
  type TerminalOutput,
  type ToWorker,
} from './protocol.ts';

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

/** What a worker must be able to do; `Worker` is one. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface SandboxOptions {
  readonly start: () => WorkerLike;
  /** Wall milliseconds without an answer after which the worker is replaced. Longer than the worker's own limit. */
  readonly watchdog?: number;
}

export interface GradeOptions {
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the run: the outcome is then `stopped` with limit 'cancelled'. */
  readonly signal?: AbortSignal;
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
}

export interface Sandbox {
  grade(exercise: ExerciseFiles, submission: Submission, options?: GradeOptions): Promise<Outcome>;
  /** Runs the shown cluster only. */
  preview(exercise: ExerciseFiles, submission: Submission, options?: GradeOptions): Promise<Ended<Preview>>;
  /** Opens the exercise's cluster; the first output is empty and carries its picture. */
  open(exercise: ExerciseFiles): Promise<{ readonly cluster: LiveCluster; readonly first: Ended<TerminalOutput> }>;
  /** What may stand at a place of a manifest, and the field there. */
  complete(yaml: string, offset: number): Promise<Ended<Completion>>;
  dispose(): void;
}

interface Pending {
  readonly method: Method;
  readonly resolve: (ended: Ended<unknown>) => void;
  readonly onProgress: GradeOptions['onProgress'];
  readonly timer: ReturnType<typeof setTimeout>;
}

const WATCHDOG = 15_000;
/** Milliseconds after the first worker is ready. */
const SPARE_AFTER = 3000;

export function createSandbox({ start, watchdog = WATCHDOG }: SandboxOptions): Sandbox {
  const pending = new Map<number, Pending>();
  let calling = 0;
  let sessions = 0;
  let worker = boot();
  let spare: WorkerLike | undefined;
  let disposed = false;

  function boot(): WorkerLike {
    const booted = start();
    booted.onmessage = ({ data }) => {
      if (booted === worker || booted === spare) receive(data);
    };
    booted.onerror = (event) => {
      if (booted === worker) replace({ limit: 'crash', message: event.message });
    };
    return booted;
  }

  function receive(data: unknown): void {
    const message = fromWorker.parse(data);
    if (message.type === 'ready') {
      // While nothing else is likely to be loading: then a stopped worker costs nobody a second.
      setTimeout(() => !disposed && (spare ??= boot()), SPARE_AFTER);
      return;
    }
    const call = pending.get(message.id);
    if (!call) return;
    if (message.type === 'progress') return call.onProgress?.(message.done, message.total);
    settle(
      message.id,
      message.type === 'done'
        ? { kind: 'done', value: calls[call.method].response.parse(message.value) }
        : { kind: 'stopped', stopped: message.stopped },
    );
  }

  function settle(id: number, ended: Ended<unknown>): void {
    const call = pending.get(id);
    if (!call) return;
    clearTimeout(call.timer);
    pending.delete(id);
    call.resolve(ended);
  }

  /** Ends the worker with all that it was doing; the spare takes over and a new spare boots. */
  function replace(why: Stopped): void {
    worker.terminate();
    for (const id of [...pending.keys()]) settle(id, { kind: 'stopped', stopped: why });
    worker = spare ?? boot();
    spare = spare ? boot() : undefined;
  }

  function call<M extends Method>(
    method: M,
    payload: Request<M>,
    { onProgress, signal }: GradeOptions = {},
    session?: number,
  ): Promise<Ended<Response<M>>> {
    const id = ++calling;
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => replace({ limit: 'time', message: `no answer within ${watchdog / 1000} s` }),
        watchdog,
      );
      pending.set(id, { method, resolve: resolve as (ended: Ended<unknown>) => void, onProgress, timer });
      const cancelled: Stopped = { limit: 'cancelled', message: 'cancelled' };
      if (signal?.aborted) return settle(id, { kind: 'stopped', stopped: cancelled });
      signal?.addEventListener('abort', () => pending.has(id) && replace(cancelled), { once: true });
      worker.postMessage({ id, method, session, payload });
    });
  }

  return {
    grade: (exercise, submission, options) => call('grade', { exercise, submission }, options),
    preview: (exercise, submission, options) => call('preview', { exercise, submission }, options),
    async open(exercise) {
      const session = ++sessions;
      const first = await call('open', { exercise }, {}, session);
      return {
        first,
        cluster: {
          type: (command, stdin) => call('type', { command, ...(stdin === undefined ? {} : { stdin }) }, {}, session),
          interrupt: () => call('interrupt', {}, {}, session),
          wait: (seconds) => call('wait', { seconds }, {}, session),
          complete: (line) => call('completeLine', { line }, {}, session),
        },
      };
    },
    complete: (yaml, offset) => call('complete', { yaml, offset }),
    dispose() {
      disposed = true;
      worker.terminate();
      spare?.terminate();
    },
  };
}

/** The sandbox of a page: its worker is a file of its own. */
export const browserSandbox = (): Sandbox =>
  createSandbox({
    start: () =>
      new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'sandbox' }) as unknown as WorkerLike,
  });
