import { useEffect, useRef } from 'preact/hooks';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import type { CodeEditor } from './code-editor.ts';
import { EscapeHint } from './EditorPane.tsx';
import { editorWords } from './editor-words.ts';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  /** `kubectl edit pod web`. */
  readonly command: string;
  /** The object as it was when it was opened. */
  readonly opened: string;
  readonly state: WorkspaceState;
  readonly onSave: (saved: string) => void;
  readonly onCancel: () => void;
}

/** The editor that `kubectl edit` opens, in the terminal's place. */
export function EditSheet({ language, command, opened, state, onSave, onCancel }: Props) {
  const t = workspace[language];
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor>();
  const save = (): void => onSave(editor.current?.text() ?? opened);

  useEffect(() => {
    let isOver = false;
    void import('./code-editor.ts').then(({ mountCodeEditor }) => {
      if (isOver) return;
      editor.current = mountCodeEditor(host.current!, {
        text: opened,
        start: opened,
        label: fill(t.editing, { x: command }),
        description: t.escape,
        textOf: ({ message }) => ({ said: message, explained: [] }),
        words: editorWords(language),
        complete: (yaml, offset) => state.complete(yaml, offset),
        onChange: () => undefined,
        onSubmit: save,
      });
      editor.current.focus();
    });
    return () => {
      isOver = true;
      editor.current?.destroy();
    };
  }, []);

  return (
    <>
      <div class="code-editor" ref={host} />
      <div class="editor-foot edit-foot">
        <EscapeHint text={t.escape} />
        <span class="end">
          <button type="button" class="button" onClick={onCancel}>
            {t.cancel}
          </button>
          <button type="button" class="button" data-kind="primary" onClick={save}>
            {t.saveAndRun}
          </button>
        </span>
      </div>
    </>
  );
}
