import {
  calls,
  fromWorker,
  type Ended,
  type ExerciseFiles,
  type Method,
  type Request,
  type Response,
  type Stopped,
  type ToWorker,
} from './protocol.ts';

/** What a worker must be able to do; `Worker` is one. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface GradeOptions {
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the run: the outcome is then `stopped` with limit 'cancelled'. */
  readonly signal?: AbortSignal;
}

export interface LaneOptions {
  readonly start: () => WorkerLike;
  /** Wall milliseconds without an answer after which the worker is replaced. */
  readonly watchdog: number;
  readonly onReady: () => void;
}

/** One worker at a time, and what it was asked. One that no longer answers, fails or is cancelled is replaced. */
export interface Lane {
  /** False while its worker loads. */
  readonly isLoaded: boolean;
  /** Its worker has loaded and is not busy. */
  readonly isIdle: boolean;
  /** It is idle, and has the exercise's clusters ready. */
  isReadyFor(exercise: ExerciseFiles): boolean;
  call<M extends Method>(
    method: M,
    payload: Request<M>,
    options?: GradeOptions,
    session?: number,
  ): Promise<Ended<Response<M>>>;
  /** Will be asked about an exercise: its clusters are made ready when there is time. */
  expect(exercise: ExerciseFiles): void;
  dispose(): void;
}

interface Pending {
  readonly method: Method;
  readonly resolve: (ended: Ended<unknown>) => void;
  readonly onProgress: GradeOptions['onProgress'];
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Wall milliseconds without a call after which a lane has time to make clusters ready. */
const IDLE = 500;
const CANCELLED: Stopped = { limit: 'cancelled', message: 'cancelled' };

export function openLane({ start, watchdog, onReady }: LaneOptions): Lane {
  const pending = new Map<number, Pending>();
  let calling = 0;
  let isLoaded = false;
  /** The exercise whose clusters the worker has ready. */
  let standing: ExerciseFiles | undefined;
  /** The last that was asked about. */
  let asked: ExerciseFiles | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let worker = boot();

  function boot(): WorkerLike {
    const booted = start();
    booted.onmessage = ({ data }) => booted === worker && receive(data);
    booted.onerror = ({ message }) => booted === worker && replace({ limit: 'crash', message });
    return booted;
  }

  function receive(data: unknown): void {
    const message = fromWorker.parse(data);
    if (message.type === 'ready') {
      isLoaded = true;
      onReady();
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

  /** Ends the worker with all that it was doing. */
  function replace(why: Stopped): void {
    worker.terminate();
    isLoaded = false;
    standing = undefined;
    for (const id of [...pending.keys()]) settle(id, { kind: 'stopped', stopped: why });
    worker = boot();
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
      if (signal?.aborted) return settle(id, { kind: 'stopped', stopped: CANCELLED });
      signal?.addEventListener('abort', () => pending.has(id) && replace(CANCELLED), { once: true });
      worker.postMessage({ id, method, session, payload });
      if ('exercise' in payload && method !== 'prepare') asked = payload.exercise;
      makeReady();
    });
  }

  /** Who has asked about an exercise will ask again: when nothing else is asked, its clusters are made, and kept as they are then. */
  function makeReady(): void {
    clearTimeout(rest);
    rest = setTimeout(() => {
      if (pending.size > 0) return makeReady();
      if (!asked || hasReady(asked)) return;
      standing = asked;
      void call('prepare', { exercise: asked });
    }, IDLE);
  }

  const isIdle = (): boolean => isLoaded && pending.size === 0;
  const hasReady = ({ id, cluster }: ExerciseFiles): boolean => standing?.id === id && standing.cluster === cluster;

  return {
    get isLoaded() {
      return isLoaded;
    },
    get isIdle() {
      return isIdle();
    },
    isReadyFor: (exercise) => isIdle() && hasReady(exercise),
    call,
    expect(exercise) {
      asked = exercise;
      makeReady();
    },
    dispose() {
      clearTimeout(rest);
      worker.terminate();
    },
  };
}
