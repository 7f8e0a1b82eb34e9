import { calls, type FromWorker, type Request, type ToWorker } from '../protocol.ts';
import type { Runner } from './runner.ts';

/** Answers one message of a page: progress as it comes, then the value or the limit that stopped it. */
export async function answer(
  runner: Runner,
  { id, method, session, payload }: ToWorker,
  tell: (message: FromWorker) => void,
): Promise<void> {
  try {
    const request = calls[method].request.parse(payload) as Request<typeof method>;
    const ended = await runner.run(method, request, {
      session,
      onProgress: (done, total) => tell({ type: 'progress', id, done, total }),
    });
    tell(
      ended.kind === 'done'
        ? { type: 'done', id, value: ended.value }
        : { type: 'stopped', id, stopped: ended.stopped },
    );
  } catch (error) {
    tell({
      type: 'stopped',
      id,
      stopped: { limit: 'crash', message: error instanceof Error ? error.message : String(error) },
    });
  }
}
