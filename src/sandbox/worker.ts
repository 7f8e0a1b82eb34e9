/**
 * The dedicated worker: QuickJS lives here, out of the page's reach and the page out of its. A module file of its own, never
 * inlined: the page's content security policy allows no WebAssembly, this file's own response sets none.
 */
import wasmUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import guestUrl from '../../build/guest.js?url';
import { createRunner, type Runner } from './host/runner.ts';
import { calls, toWorker, type FromWorker, type Request } from './protocol.ts';

const scope = self as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
};

const runner: Promise<Runner> = load();

/** Loads both files, then takes away what could load anything else. */
async function load(): Promise<Runner> {
  const [code, wasm] = await Promise.all([
    fetch(guestUrl).then((response) => response.text()),
    fetch(wasmUrl)
      .then((response) => response.arrayBuffer())
      .then((bytes) => WebAssembly.compile(bytes)),
  ]);
  for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'importScripts', 'indexedDB', 'caches', 'BroadcastChannel', 'Worker']) removeGlobal(name);
  const created = createRunner({ code, wasm });
  scope.postMessage({ type: 'ready' });
  return created;
}

function removeGlobal(name: string): void {
  for (let holder: object | null = self; holder; holder = Object.getPrototypeOf(holder) as object | null) Reflect.deleteProperty(holder, name);
  if (name in self) Object.defineProperty(self, name, { value: undefined, configurable: false });
}

scope.onmessage = async ({ data }) => {
  const { id, method, session, payload } = toWorker.parse(data);
  try {
    const request = calls[method].request.parse(payload) as Request<typeof method>;
    const ended = await (await runner).run(method, request, { session, onProgress: (done, total) => scope.postMessage({ type: 'progress', id, done, total }) });
    scope.postMessage(ended.kind === 'done' ? { type: 'done', id, value: ended.value } : { type: 'stopped', id, stopped: ended.stopped });
  } catch (error) {
    scope.postMessage({ type: 'stopped', id, stopped: { limit: 'crash', message: error instanceof Error ? error.message : String(error) } });
  }
};
