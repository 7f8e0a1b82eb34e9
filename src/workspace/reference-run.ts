import type { Signal } from '@preact/signals';
import type { Outcome } from '../sandbox/client.ts';
import type { ReferenceRun } from './workspace-signals.ts';

/** Runs the reference solution once; where a limit stopped it, it may be asked again. */
export async function runReference(run: Signal<ReferenceRun>, grade: () => Promise<Outcome>): Promise<void> {
  if (run.value.kind !== 'not-asked' && run.value.kind !== 'stopped') return;
  run.value = { kind: 'running' };
  const ended = await grade();
  if (ended.kind === 'stopped') run.value = { kind: 'stopped' };
  else run.value = { kind: 'run', pictures: ended.value.pictures };
}
