/** One thread of a GradingPool: a guest that grades what it is sent. */
import { parentPort, workerData } from 'node:worker_threads';
import { createRunner } from '../sandbox/host/runner.ts';
import type { Request } from '../sandbox/protocol.ts';

const runner = createRunner({ code: workerData as string });

parentPort?.on('message', (job: Request<'grade'>) => {
  void runner.run('grade', job).then((verdict) => parentPort?.postMessage(verdict));
});
