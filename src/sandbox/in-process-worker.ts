/** The worker's part played in this process, for tests and tools: the same runner behind the same messages. */
import type { WorkerLike } from './client.ts';
import { answer } from './host/answer.ts';
import type { Runner } from './host/runner.ts';

export function inProcessWorker(runner: Runner): WorkerLike {
  let ended = false;
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    terminate: () => void (ended = true),
    postMessage: (message) =>
      void answer(runner, message, (data) => !ended && worker.onmessage?.({ data } as MessageEvent<unknown>)),
  };
  return worker;
}
