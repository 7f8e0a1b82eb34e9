import { open } from 'node:fs/promises';
import { reasonOf } from './system-error.ts';

/** Where lines go. Both throw an Error that names the file and says why it cannot be written. */
export interface Output {
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * A file that is there, empty, from now on: one that cannot be written is told before the work, not after.
 * @param file - a path; standard output where undefined
 */
export async function openOutput(file: string | undefined): Promise<Output> {
  const name = file ?? 'standard output';
  const orSay = (work: Promise<void>): Promise<void> => work.catch((error: unknown) => refuse(name, error));
  if (file === undefined) {
    if (!process.stdout.listeners('error').includes(ignore)) process.stdout.on('error', ignore);
    return { write: (text) => orSay(print(text)), close: () => Promise.resolve() };
  }
  const handle = await open(file, 'w').catch((error: unknown) => refuse(name, error));
  return { write: (text) => orSay(handle.writeFile(text)), close: () => orSay(handle.close()) };
}

function refuse(name: string, error: unknown): never {
  throw new Error(`${name} cannot be written: ${reasonOf(error)}`, { cause: error });
}

/** What goes wrong with a write reaches its own callback. */
const ignore = (): undefined => undefined;

function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
