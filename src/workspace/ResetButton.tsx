import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { Icon } from './Icon.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly label: string;
  readonly state: WorkspaceState;
}

/** Back to the start; and, while there is work that was put away, back to it. */
export function ResetButton({ language, label, state }: Props) {
  return (
    <>
      {state.before.value && (
        <button type="button" class="button" data-size="sm" onClick={() => void state.undo()}>
          {workspace[language].bringBack}
        </button>
      )}
      <button
        type="button"
        class="button"
        data-kind="quiet"
        data-size="sm"
        aria-label={label}
        onClick={() => void state.reset()}
      >
        <Icon name="again" />
        <span class="label">{label}</span>
      </button>
    </>
  );
}
