/** The bench's work as a guest of QuickJS. */
import { typedLine } from './typed-lines.ts';
import { probedMinutes, readToStored } from './work.ts';

const methods: Readonly<Record<string, (n: number) => number>> = { probedMinutes, readToStored, typedLine };

Object.assign(globalThis, {
  guest: (method: string, payload: string) => JSON.stringify(methods[method]!(Number(payload))),
});
