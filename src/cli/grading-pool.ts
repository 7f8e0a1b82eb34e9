import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Ended, Request, Response } from '../sandbox/protocol.ts';

type Job = Request<'grade'>;
type Verdict = Ended<Response<'grade'>>;

/** Wall milliseconds after which a thread that does not answer is ended: a guest's own limits speak long before. */
const WATCHDOG = 30_000;

/** Threads with a guest each. A thread that dies or hangs costs its own hand-in and nothing else. */
export class GradingPool {
  readonly #code: string;
  readonly #all = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  /** @param code - the guest bundle */
  constructor(code: string, threads: number) {
    this.#code = code;
    for (let i = 0; i < threads; i++) this.#idle.push(this.#start());
  }

  /** Throws where the thread died. */
  async grade(job: Job): Promise<Verdict> {
    const worker = await this.#take();
    try {
      const verdict = await ask(worker, job);
      this.#give(worker);
      return verdict;
    } catch (error) {
      this.#all.delete(worker);
      void worker.terminate();
      this.#give(this.#start());
      throw error;
    }
  }

  /** Ends every thread; what is being graded is never answered. */
  async close(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const worker = new Worker(new URL('grading-thread.ts', import.meta.url), { workerData: this.#code });
    this.#all.add(worker);
    return worker;
  }

  #take(): Promise<Worker> {
    const worker = this.#idle.pop();
    return worker ? Promise.resolve(worker) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(worker: Worker): void {
    const next = this.#waiting.shift();
    if (next) next(worker);
    else this.#idle.push(worker);
  }
}

async function ask(worker: Worker, job: Job): Promise<Verdict> {
  const watchdog = AbortSignal.timeout(WATCHDOG);
  const answer = once(worker, 'message', { signal: watchdog }) as Promise<[Verdict]>;
  worker.postMessage(job);
  try {
    return (await answer)[0];
  } catch (error) {
    if (watchdog.aborted) throw new Error(`the grader did not answer within ${WATCHDOG / 1000} s`, { cause: error });
    throw new Error(`the grader failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
