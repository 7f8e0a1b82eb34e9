import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import type { Problem } from '../sandbox/client.ts';
import type { CodeEditor } from './code-editor.ts';
import type { ShownProblem } from './editor-problems.ts';
import { Glyph, Icon } from './Icon.tsx';
import { editorWords } from './editor-words.ts';
import { paneAttributes } from './pane.ts';
import { ResetButton } from './ResetButton.tsx';
import { SubmitButton } from './SubmitButton.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly file: string;
  readonly start: string;
  /** The starter in the editor's colours. */
  readonly startHtml: string;
  readonly state: WorkspaceState;
}

/**
 * The YAML. It is a plain text field until it has focus; then CodeMirror takes its place, with what was typed and where the
 * caret stood.
 */
export function EditorPane({ language, file, start, startHtml, state }: Props) {
  const t = workspace[language];
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<CodeEditor>();
  const loading = useRef(false);
  const [loaded, setLoaded] = useState<'no' | 'shown' | 'focused'>('no');
  const [shown, setShown] = useState<readonly ShownProblem[]>([]);
  const text = state.yaml.value;
  const lines = text.split('\n');
  const problems = state.problems.value;
  const wrong = problems.filter(({ severity }) => severity !== 'note');
  const notes = problems.length - wrong.length;
  const first = wrong[0] ?? problems[0];
  const fix = shown.find((s) => s.fix)?.fix;

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
      words: editorWords(language),
      complete: (yaml, offset) => state.complete(yaml, offset),
      onChange: (next) => state.edit(next),
      onSubmit: () => void state.submit(),
      onCaret: (line) => void state.caretAt(line),
    });
    setLoaded(had ? 'focused' : 'shown');
  }

  useEffect(() => {
    if (loaded === 'focused') editor.current?.focus(); // once it is no longer hidden
  }, [loaded]);
  // The newest text, not this render's: whoever types fast is ahead of it.
  useEffect(() => editor.current?.setText(state.yaml.peek()), [text]);
  useEffect(() => editor.current?.setProblems(shown), [shown, loaded]);
  useEffect(() => {
    let isOver = false;
    const first = problems.slice(0, MOST);
    setShown(first.map((problem) => ({ problem })));
    void withFixes(first, state).then((fixed) => isOver || setShown(fixed));
    return () => void (isOver = true);
  }, [problems]);
  const { value: reveal } = state.reveal;
  useEffect(() => {
    if (reveal) void load().then(() => editor.current?.focus(reveal));
  }, [reveal]);
  const { value: lit } = state.lit;
  const tab = state.tab.value; // a hidden editor cannot scroll
  useEffect(() => {
    if (!lit) return editor.current?.light(undefined);
    void load().then(() => editor.current?.light(lit));
    return undefined;
  }, [lit, tab]);
  useEffect(() => {
    if (wrong.length) void load(); // notes wait until the editor is wanted
  }, [wrong.length > 0]);
  // Whoever was faster than the script has typed into the page as it was built.
  const [early] = useState(() => (typeof document === 'undefined' ? start : earlyText(start)));
  useEffect(() => {
    if (early !== start && state.yaml.peek() === start) state.edit(early);
    if (document.activeElement === plain.current) void load();
    return () => editor.current?.destroy();
  }, []);

  return (
    <section class="pane pane-yaml" {...paneAttributes(state, 'yaml', t.yaml)}>
      <div class="pane-head">
        <b class="file-name">{file}</b>
        <span class="end">
          <ResetButton {...{ language, state }} label={t.reset} />
        </span>
      </div>
      <div class="code-editor" ref={host} hidden={loaded === 'no'} />
      {loaded === 'no' && (
        <div class="plain-editor">
          <pre aria-hidden="true">{lines.map((_, i) => `${i + 1}\n`)}</pre>
          {text === start && (
            <pre class="coloured" aria-hidden="true" dangerouslySetInnerHTML={{ __html: startHtml }} />
          )}
          <textarea
            class="yaml-editor"
            rows={lines.length}
            cols={Math.max(...lines.map(({ length }) => length))}
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
            data-bad={wrong.length > 0 || undefined}
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
        {fix ? (
          <button type="button" class="button" data-size="sm" onClick={() => editor.current?.fix(fix)}>
            {fill(t.replaceWith, { x: fix.right })}
          </button>
        ) : (
          <EscapeHint text={t.escape} />
        )}
        <span class="end">
          <SubmitButton {...{ language, state }} />
        </span>
      </div>
    </section>
  );
}

const earlyText = (start: string): string =>
  document.querySelector<HTMLTextAreaElement>('#editor textarea.yaml-editor')?.value ?? start;

/** Problems that are told in the text; below it stands how many there are. */
const MOST = 20;

/** Asks, for each problem, what its word was meant to be. */
async function withFixes(problems: readonly Problem[], state: WorkspaceState): Promise<readonly ShownProblem[]> {
  if (problems.length === 0) return [];
  const text = state.yaml.peek();
  const { fixOf } = await import('./fix.ts');
  const namesAt = async (offset: number): Promise<readonly string[]> =>
    (await state.complete(text, offset))?.items.map(({ label }) => label) ?? [];
  return Promise.all(
    problems.map(async (problem): Promise<ShownProblem> => {
      const fix = await fixOf(problem, text, namesAt);
      return { problem, ...(fix ? { fix } : {}) };
    }),
  );
}

/** "Esc then Tab leaves the editor", its keys drawn as keys. */
export function EscapeHint({ text }: { readonly text: string }) {
  return (
    <span class="small muted only-wide escape-hint">
      {text.split(/(Esc|Tab)/).map((part, i) => (i % 2 ? <kbd key={i}>{part}</kbd> : part))}
    </span>
  );
}
