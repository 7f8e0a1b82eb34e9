import type { Question } from '../course/exercise.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { Icon } from './Icon.tsx';
import { QuestionForm } from './QuestionForm.tsx';
import { SubmitButton } from './SubmitButton.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly start: string;
  readonly questions: readonly Question[];
  readonly state: WorkspaceState;
}

/** What is to be predicted: the manifests to read, and the questions under them. */
export function ManifestPane({ language, start, questions, state }: Props) {
  const t = workspace[language];
  return (
    <section class="pane pane-yaml" aria-label={t.questions} id="editor">
      <div class="pane-head">
        <b class="file-name">{t.manifests}</b>
        <span class="muted">{t.readOnly}</span>
        <span class="end">
          <button type="button" class="button" data-kind="quiet" data-size="sm" onClick={() => void state.reset()}>
            <Icon name="again" />
            <span class="label">{t.reset}</span>
          </button>
        </span>
      </div>
      <div class="pane-scroll">
        <pre class="manifest" tabIndex={0} aria-label={t.manifests}>
          <code>{start}</code>
        </pre>
        <QuestionForm {...{ language, questions, state }} />
      </div>
      <div class="editor-foot">
        <span class="end">
          <SubmitButton {...{ language, state }} />
        </span>
      </div>
    </section>
  );
}
