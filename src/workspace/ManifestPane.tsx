import type { Question } from '../course/exercise.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { paneAttributes } from './pane.ts';
import { QuestionForm } from './QuestionForm.tsx';
import { ResetButton } from './ResetButton.tsx';
import { SubmitButton } from './SubmitButton.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly start: string;
  /** The manifests in the editor's colours. */
  readonly startHtml: string;
  readonly questions: readonly Question[];
  readonly state: WorkspaceState;
}

/** What is to be predicted: the manifests to read, and the questions under them. */
export function ManifestPane({ language, start, startHtml, questions, state }: Props) {
  const t = workspace[language];
  return (
    <section class="pane pane-yaml" {...paneAttributes(state, 'yaml', t.questions)}>
      <div class="pane-head">
        <b class="file-name">{start ? t.manifests : t.questions}</b>
        {start && <span class="muted">{t.readOnly}</span>}
        <span class="end">
          <ResetButton {...{ language, state }} label={t.reset} />
        </span>
      </div>
      <div class="pane-scroll">
        {start && (
          <pre class="manifest" tabIndex={0} aria-label={t.manifests}>
            <code dangerouslySetInnerHTML={{ __html: startHtml }} />
          </pre>
        )}
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
