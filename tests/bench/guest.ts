/** The bench's work as a guest of QuickJS. */
import { probedMinutes, readToStored } from './work.ts';

const methods: Readonly<Record<string, (n: number) => number>> = { probedMinutes, readToStored };

Object.assign(globalThis, {
  guest: (method: string, payload: string) => JSON.stringify(methods[method]!(Number(payload))),
});
