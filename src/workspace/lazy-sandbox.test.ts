import { expect, test, vi } from 'vitest';
import type { Sandbox } from '../sandbox/client.ts';
import { lazySandbox } from './lazy-sandbox.ts';

const files = { id: 'x', type: 'manifest', cluster: '' } as const;
const submission = { kind: 'manifest', yaml: '' } as const;
const answering = (): Sandbox => {
  const value = { problems: [] };
  const never = (): Promise<never> => Promise.reject(new Error('not asked for here'));
  return {
    expect: () => undefined,
    grade: never,
    complete: never,
    open: never,
    preview: () => Promise.resolve({ kind: 'done', value }),
    dispose: vi.fn(),
  };
};

test('it is loaded with the first call, once', async () => {
  const load = vi.fn(() => Promise.resolve(answering()));
  const sandbox = lazySandbox(load);
  sandbox.dispose(); // nothing is there yet
  expect(load).not.toHaveBeenCalled();
  await Promise.all([sandbox.preview(files, submission), sandbox.preview(files, submission)]);
  expect(load).toHaveBeenCalledTimes(1);
});

test('while it cannot be loaded, calls end as stopped; the next one tries again', async () => {
  const load = vi.fn(() => Promise.resolve(answering()));
  load.mockRejectedValueOnce(new Error('offline')).mockRejectedValueOnce(new Error('offline'));
  const sandbox = lazySandbox(load);
  const stopped = { kind: 'stopped', stopped: { limit: 'crash', message: 'Error: offline' } };
  expect(await sandbox.preview(files, submission)).toEqual(stopped);
  const { first, cluster } = await sandbox.open(files);
  expect([first, await cluster.type('kubectl get pods')]).toEqual([stopped, stopped]);
  expect(await sandbox.preview(files, submission)).toEqual({ kind: 'done', value: { problems: [] } });
});

test('what was loaded is disposed of', async () => {
  const inner = answering();
  const sandbox = lazySandbox(() => Promise.resolve(inner));
  await sandbox.preview(files, submission);
  sandbox.dispose();
  await Promise.resolve();
  expect(inner.dispose).toHaveBeenCalled();
});
