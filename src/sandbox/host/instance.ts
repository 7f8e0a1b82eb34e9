import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSHandle } from 'quickjs-emscripten-core';
import releaseSync from '@jitl/quickjs-wasmfile-release-sync';
import type { Stopped } from '../protocol.ts';

/** WebAssembly pages at the start and at most: 32 and 64 MiB (the guest itself takes 16; a verdict must not grow the memory). The maximum is the memory limit (QuickJS's own does not stop growing strings). */
const PAGES = { initial: 512, maximum: 1024 };
const STACK_BYTES = 128 * 1024;

export interface GuestSource {
  /** The guest bundle's text. */
  readonly code: string;
  /** QuickJS, compiled or to be compiled; the package's own file where nothing is given. */
  readonly wasm?: WebAssembly.Module | BufferSource;
}

export interface CallOptions {
  /** Wall milliseconds after which bytecode is interrupted. It can only say "stopped", never change a verdict. */
  readonly timeout: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export type CallResult =
  { readonly kind: 'done'; readonly json: string } | { readonly kind: 'stopped'; readonly stopped: Stopped };

/**
 * One QuickJS with the guest evaluated in it. Its memory is copied after that; `restore` writes the copy back, so that every
 * submission meets the same clean guest.
 */
export interface Instance {
  call(method: string, payload: string, options: CallOptions): CallResult;
  /** What is in memory now is what `restore` brings back from here on. */
  keep(): void;
  /** False where the instance is spent (a host exception, or its memory has grown): boot another. */
  restore(): boolean;
}

export async function bootInstance({ code, wasm }: GuestSource): Promise<Instance> {
  const memory = new WebAssembly.Memory(PAGES);
  const variant = newVariant(releaseSync, {
    wasmMemory: memory,
    ...(wasm instanceof WebAssembly.Module ? { wasmModule: wasm } : wasm ? { wasmBinary: wasm as ArrayBuffer } : {}),
  });
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  const runtime = quickjs.newRuntime();
  runtime.setMaxStackSize(STACK_BYTES);
  const context = runtime.newContext();
  let deadline = Infinity;
  let onProgress: CallOptions['onProgress'];
  runtime.setInterruptHandler(() => performance.now() > deadline);
  context
    .newFunction('progress', (done, total) => void onProgress?.(context.getNumber(done), context.getNumber(total)))
    .consume((progress) => context.setProp(context.global, 'progress', progress));
  context.unwrapResult(context.evalCode(code, 'guest.js')).dispose();
  const guest = context.getProp(context.global, 'guest');
  let clean = { used: usedPart(new Uint8Array(memory.buffer)).slice(), size: memory.buffer.byteLength };
  let spent = false;

  return {
    call(method, payload, options) {
      deadline = performance.now() + options.timeout;
      onProgress = options.onProgress;
      const text = (value: string): QuickJSHandle => context.newString(value);
      try {
        const result = context.callFunction(guest, context.undefined, text(method), text(payload));
        if (result.error) return stop(result.error.consume((error) => context.dump(error) as unknown));
        return { kind: 'done', json: result.value.consume((value) => context.getString(value)) };
      } catch (error) {
        spent = true; // the engine itself gave up: nothing in its memory can be trusted
        return stop(error);
      } finally {
        deadline = Infinity;
        onProgress = undefined;
      }
    },
    keep() {
      clean = { used: usedPart(new Uint8Array(memory.buffer)).slice(), size: memory.buffer.byteLength };
    },
    restore() {
      if (spent || memory.buffer.byteLength !== clean.size) return false;
      const bytes = new Uint8Array(memory.buffer);
      bytes.set(clean.used);
      bytes.fill(0, clean.used.length);
      return true;
    },
  };
}

/** The memory up to its last byte that is not zero. */
function usedPart(bytes: Uint8Array): Uint8Array {
  const words = new Uint32Array(bytes.buffer);
  let last = words.length - 1;
  while (last > 0 && words[last] === 0) last--;
  return bytes.subarray(0, (last + 1) * 4);
}

/** Says which limit an engine's error means. The guest answers for its own limits itself. */
function stop(error: unknown): { readonly kind: 'stopped'; readonly stopped: Stopped } {
  const message =
    error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)
      ? String(error.message)
      : String(error);
  const limit: Stopped['limit'] = /interrupted/.test(message)
    ? 'time'
    : /out of memory|memory access|grow|string too long/.test(message)
      ? 'memory'
      : /stack/.test(message)
        ? 'stack'
        : 'crash';
  return { kind: 'stopped', stopped: { limit, message } };
}
