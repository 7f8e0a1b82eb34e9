import { calls, type Ended, type Method, type Request, type Response, type Stopped } from '../protocol.ts';
import { bootInstance, type GuestSource, type Instance } from './instance.ts';

/** Refused before anything parses it. */
const MAX_BYTES = 262_144;
/** Wall milliseconds a call may take before its bytecode is interrupted. */
const TIMEOUT = 10_000;

export interface Runner {
  /** Runs a call in a clean guest, or in the live cluster that `session` names ("open" begins one). */
  run<M extends Method>(
    method: M,
    request: Request<M>,
    options?: { readonly session?: number | undefined; readonly onProgress?: (done: number, total: number) => void },
  ): Promise<Ended<Response<M>>>;
}

/** Keeps one clean instance ready, with the clusters of the exercise that was last prepared, and an instance for each live cluster. */
export function createRunner(source: GuestSource): Runner {
  let ready: Promise<Instance> = bootInstance(source);
  let standing: string | undefined;
  const live = new Map<number, Instance>();

  const take = async (session: number | undefined): Promise<Instance> => {
    if (session === undefined) return ready;
    let instance = live.get(session);
    if (!instance) live.set(session, (instance = await bootInstance(source)));
    return instance;
  };

  async function boot(): Promise<Instance> {
    const instance = await bootInstance(source);
    if (standing !== undefined && instance.call('prepare', standing, { timeout: TIMEOUT }).kind === 'done')
      instance.keep();
    return instance;
  }

  return {
    async run(method, request, { session, onProgress } = {}) {
      const payload = JSON.stringify(request);
      const { length } = new TextEncoder().encode(payload);
      if (length > MAX_BYTES)
        return stopped({ limit: 'size', message: `${length} bytes are more than the ${MAX_BYTES} that are read` });
      const instance = await take(session);
      const result = instance.call(method, payload, { timeout: TIMEOUT, ...(onProgress ? { onProgress } : {}) });
      if (method === 'prepare' && result.kind === 'done') {
        standing = payload;
        instance.keep();
      } else if (session === undefined && !instance.restore()) ready = boot();
      if (result.kind === 'stopped') {
        if (session !== undefined) live.delete(session);
        return result;
      }
      const answer = JSON.parse(result.json) as { value?: unknown; stopped?: Stopped };
      if (answer.stopped) return stopped(answer.stopped);
      return { kind: 'done', value: calls[method].response.parse(answer.value) as Response<typeof method> };
    },
  };
}

const stopped = (why: Stopped): { readonly kind: 'stopped'; readonly stopped: Stopped } => ({
  kind: 'stopped',
  stopped: why,
});
