import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import type { CodeEditorOptions } from './code-editor.ts';

/** What an editor says of a fix and of what may stand at the caret. */
export function editorWords(language: Language): CodeEditorOptions['words'] {
  const { didYouMean, notSuch, meant, replace, required, oneOf } = workspace[language];
  return { field: didYouMean, value: notSuch, text: meant, replace, required, oneOf };
}
