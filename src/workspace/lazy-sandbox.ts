import type { Ended, Sandbox } from '../sandbox/client.ts';

/**
 * A sandbox whose own script is loaded when it is first used: a page can be typed into before that.
 * While it cannot be loaded, each call ends as one of a sandbox that crashed; the next call tries again.
 */
export function lazySandbox(load: () => Promise<Sandbox>): Sandbox {
  let loading: Promise<Sandbox> | undefined;
  const use = async (): Promise<Sandbox> => {
    try {
      return await (loading ??= load());
    } catch (error) {
      loading = undefined;
      return crashed(String(error));
    }
  };
  return {
    grade: async (...asked) => (await use()).grade(...asked),
    expect: (...asked) => void loading?.then((sandbox) => sandbox.expect(...asked), ignored),
    preview: async (...asked) => (await use()).preview(...asked),
    open: async (exercise) => (await use()).open(exercise),
    complete: async (yaml, offset) => (await use()).complete(yaml, offset),
    dispose: () => void loading?.then((sandbox) => sandbox.dispose(), ignored),
  };
}

/** What could not be loaded is told to who asks something of it. */
const ignored = (): void => undefined;

function crashed(message: string): Sandbox {
  const ended: Ended<never> = { kind: 'stopped', stopped: { limit: 'crash', message } };
  const end = (): Promise<Ended<never>> => Promise.resolve(ended);
  return {
    grade: end,
    expect: () => undefined,
    preview: end,
    complete: end,
    open: () =>
      Promise.resolve({ first: ended, cluster: { type: end, interrupt: end, wait: end, complete: end, reopen: end } }),
    dispose: () => undefined,
  };
}
