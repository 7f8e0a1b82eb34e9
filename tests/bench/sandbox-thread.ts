/** The page's worker played by a thread of Node: the same runner behind the same messages, on a core of its own. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { answer } from '../../src/sandbox/host/answer.ts';
import { createRunner } from '../../src/sandbox/host/runner.ts';
import type { WorkerLike } from '../../src/sandbox/lane.ts';
import { toWorker } from '../../src/sandbox/protocol.ts';

/** @param code - the guest bundle */
export function startThread(code: string): WorkerLike {
  const thread = new Worker(new URL(import.meta.url), { workerData: code });
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => thread.postMessage(message),
    terminate: () => void thread.terminate(),
  };
  thread.on('message', (data) => worker.onmessage?.({ data } as MessageEvent<unknown>));
  thread.on('error', ({ message }) => worker.onerror?.({ message } as ErrorEvent));
  return worker;
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  const runner = createRunner({ code: workerData as string });
  port.on('message', (data) => void answer(runner, toWorker.parse(data), (message) => port.postMessage(message)));
  port.postMessage({ type: 'ready' });
}
