import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** Submits, or says how far a submission is and takes it back. */
export function SubmitButton({ language, state }: { readonly language: Language; readonly state: WorkspaceState }) {
  const t = workspace[language];
  const running = state.running.value;
  if (running)
    return (
      <button type="button" class="button" onClick={() => state.cancel()}>
        {fill(t.running, { a: Math.min(running.done + 1, running.total), b: running.total })} · {t.cancel}
      </button>
    );
  return (
    <button
      type="button"
      class="button"
      data-kind="primary"
      aria-keyshortcuts="Control+Enter Meta+Enter"
      onClick={() => void state.submit()}
    >
      {t.submit}
      <kbd class="only-wide">Ctrl</kbd>
      <kbd class="only-wide">⏎</kbd>
    </button>
  );
}
