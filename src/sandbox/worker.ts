/**
 * The dedicated worker: QuickJS lives here, out of the page's reach and the page out of its. A module file of its own, never
 * inlined: the page's content security policy allows no WebAssembly, this file's own response sets none.
 */
import wasmUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import guestUrl from '../../build/guest.js?url';
import { answer } from './host/answer.ts';
import { createRunner, type Runner } from './host/runner.ts';
import { toWorker, type FromWorker } from './protocol.ts';

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
  for (const name of [
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'EventSource',
    'WebTransport',
    'importScripts',
    'indexedDB',
    'caches',
    'BroadcastChannel',
    'Worker',
  ])
    removeGlobal(name);
  const created = createRunner({ code, wasm });
  scope.postMessage({ type: 'ready' });
  return created;
}

function removeGlobal(name: string): void {
  for (let holder: object | null = self; holder; holder = Object.getPrototypeOf(holder) as object | null)
    Reflect.deleteProperty(holder, name);
  if (name in self) Object.defineProperty(self, name, { value: undefined, configurable: false });
}

scope.onmessage = ({ data }) =>
  void runner.then((r) => answer(r, toWorker.parse(data), (message) => scope.postMessage(message)));
