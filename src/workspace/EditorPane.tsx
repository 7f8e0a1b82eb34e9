import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import type { CodeEditor } from './code-editor.ts';
import { Glyph, Icon } from './Icon.tsx';
import { SubmitButton } from './SubmitButton.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly file: string;
  readonly start: string;
  readonly state: WorkspaceState;
}

/**
 * The YAML. It is a plain text field until it has focus; then CodeMirror takes its place, with what was typed and where the
 * caret stood.
 */
export function EditorPane({ language, file, start, state }: Props) {
  const t = workspace[language];
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<CodeEditor>();
  const loading = useRef(false);
  const [loaded, setLoaded] = useState<'no' | 'shown' | 'focused'>('no');
  const text = state.yaml.value;
  const problems = state.problems.value;
  const wrong = problems.filter(({ severity }) => severity !== 'note');
  const notes = problems.length - wrong.length;
  const first = wrong[0] ?? problems[0];

  async function load(): Promise<void> {
    if (loading.current) return;
    loading.current = true;
    const [{ mountCodeEditor }, { problemText }] = await Promise.all([
      import('./code-editor.ts'),
      import('./problem-text.ts'),
    ]);
    const field = plain.current;
    const had = field !== null && document.activeElement === field;
    editor.current = mountCodeEditor(host.current!, {
      text: field?.value ?? state.yaml.value,
      start,
      label: file,
      description: t.escape,
      ...(field ? { selection: field.selectionStart } : {}),
      textOf: (problem) => problemText(problem, language),
      onChange: (next) => state.edit(next),
      onSubmit: () => void state.submit(),
    });
    setLoaded(had ? 'focused' : 'shown');
  }

  useEffect(() => {
    if (loaded === 'focused') editor.current?.focus(); // once it is no longer hidden
  }, [loaded]);
  // The newest text, not this render's: whoever types fast is ahead of it.
  useEffect(() => editor.current?.setText(state.yaml.peek()), [text]);
  useEffect(() => editor.current?.setProblems(problems), [problems, loaded]);
  useEffect(() => {
    if (wrong.length) void load(); // notes wait until the editor is wanted
  }, [wrong.length > 0]);
  useEffect(() => () => editor.current?.destroy(), []);

  return (
    <section class="pane pane-yaml" aria-label={t.yaml} id="editor">
      <div class="pane-head">
        <b class="file-name">{file}</b>
        <span class="end">
          <button type="button" class="button" data-kind="quiet" data-size="sm" onClick={() => void state.reset()}>
            <Icon name="again" />
            <span class="label">{t.reset}</span>
          </button>
        </span>
      </div>
      <div class="code-editor" ref={host} hidden={loaded === 'no'} />
      {loaded === 'no' && (
        <div class="plain-editor">
          <pre aria-hidden="true">{text.split('\n').map((_, i) => `${i + 1}\n`)}</pre>
          <textarea
            class="yaml-editor"
            ref={plain}
            aria-label={file}
            spellcheck={false}
            autocapitalize="off"
            value={text}
            onFocus={() => void load()}
            onInput={(event) => state.edit(event.currentTarget.value)}
          />
        </div>
      )}
      <div class="key-row" role="toolbar" aria-label={t.yaml}>
        {(['outdent', 'indent', 'undo'] as const).map((command) => (
          <button key={command} type="button" onClick={() => editor.current?.run(command)}>
            {t[command]}
          </button>
        ))}
        {['-', ':', '{}', '"'].map((key) => (
          <button
            key={key}
            type="button"
            onClick={() => editor.current?.insert(key === '-' ? '- ' : key === ':' ? ': ' : key)}
          >
            {key}
          </button>
        ))}
      </div>
      <div class="editor-foot">
        {first ? (
          <button
            type="button"
            class="problem problem-jump"
            onClick={() => void load().then(() => editor.current?.focus(first))}
          >
            <Glyph name={wrong.length ? 'failed' : 'not-reached'} />
            {wrong.length === 0
              ? notes === 1
                ? t.note
                : fill(t.notes, { n: notes })
              : wrong.length === 1
                ? t.problem
                : fill(t.problems, { n: wrong.length })}
            : {fill(t.goToLine, { n: first.line })}
          </button>
        ) : (
          <span class="problem">
            <Icon name="check" />
            {t.noProblems}
          </span>
        )}
        <span class="small muted only-wide">{t.escape}</span>
        <span class="end">
          <SubmitButton {...{ language, state }} />
        </span>
      </div>
    </section>
  );
}
