/** CodeMirror in an open shadow root (its styles are constructed sheets, which the page's policy allows). Loaded on focus. */
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentLess,
  indentMore,
  indentWithTab,
  undo,
} from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view';
import { completionOf, type Complete, type CompletionWords } from './editor-completion.ts';
import { colours, look } from './editor-look.ts';
import {
  applyFix,
  problemsField,
  setProblems,
  type FixWords,
  type ShownProblem,
  type TextOf,
} from './editor-problems.ts';
import type { Fix } from './fix.ts';
import { changedLines } from './line-diff.ts';

export interface CodeEditor {
  setText(text: string): void;
  setProblems(problems: readonly ShownProblem[]): void;
  /** Puts the right word in the place of the wrong one. */
  fix(fix: Fix): void;
  text(): string;
  /** Marks a line and scrolls to it; the focus and the caret stay. Without a place, marks none. */
  light(at: { readonly line: number } | undefined): void;
  focus(at?: { readonly line: number; readonly column: number }): void;
  insert(text: string): void;
  run(command: 'indent' | 'outdent' | 'undo'): void;
  destroy(): void;
}

export interface CodeEditorOptions {
  readonly text: string;
  /** What the text began as: lines that differ have a blue edge. */
  readonly start: string;
  readonly label: string;
  /** How to leave the editor by keyboard, for its description. */
  readonly description: string;
  readonly selection?: number;
  /** What is read of a problem, in the reader's language. */
  readonly textOf: TextOf;
  readonly words: FixWords & CompletionWords;
  readonly complete: Complete;
  readonly onChange: (text: string) => void;
  readonly onSubmit: () => void;
  /** The line of the caret, from 1, once it has come to rest there; undefined once the focus has left. */
  readonly onCaret?: (line: number | undefined) => void;
}

export function mountCodeEditor(
  host: HTMLElement,
  {
    text,
    start,
    label,
    description,
    selection,
    textOf,
    words,
    complete,
    onChange,
    onSubmit,
    onCaret,
  }: CodeEditorOptions,
): CodeEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const attributes = new Compartment();
  const described = (problems: readonly ShownProblem[]) =>
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-description': [description, ...problems.slice(0, 1).map(({ problem }) => textOf(problem).said)].join('. '),
      ...(problems.some(({ problem }) => problem.severity === 'error') ? { 'aria-invalid': 'true' } : {}),
      autocapitalize: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
    });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      ...(selection === undefined ? {} : { selection: { anchor: Math.min(selection, text.length) } }),
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        yaml(),
        syntaxHighlighting(colours),
        EditorView.lineWrapping,
        problemsField(textOf, words),
        changesField(start),
        litField,
        attributes.of(described([])),
        completionOf(complete, words),
        keymap.of([
          { key: 'Mod-Enter', run: () => (onSubmit(), true) },
          indentWithTab,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
        caretListener(onCaret),
        typedOverLines,
        look,
      ],
    }),
  });
  const commands = { indent: indentMore, outdent: indentLess, undo };
  return {
    setText(next) {
      if (next !== view.state.doc.toString())
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    setProblems: (problems) =>
      view.dispatch({ effects: [setProblems.of(problems), attributes.reconfigure(described(problems))] }),
    fix(fix) {
      applyFix(view, fix);
      view.focus();
    },
    text: () => view.state.doc.toString(),
    focus(at) {
      view.focus();
      if (!at) return;
      const line = view.state.doc.line(Math.min(Math.max(1, at.line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: Math.min(line.from + at.column - 1, line.to) }, scrollIntoView: true });
    },
    light(at) {
      const { doc } = view.state;
      const from = at && at.line <= doc.lines ? doc.line(at.line).from : undefined;
      view.dispatch({
        effects: [setLit.of(from), ...(from === undefined ? [] : [EditorView.scrollIntoView(from, { y: 'center' })])],
      });
    },
    insert(inserted) {
      view.dispatch(view.state.replaceSelection(inserted));
      view.focus();
    },
    run(command) {
      commands[command](view);
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/**
 * What is typed over several lines is put in their place at once. The browser's own way keeps their looks by an inline style,
 * which the page's policy refuses, loudly.
 */
const typedOverLines = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const { from, to } = state.selection.main;
    if (event.inputType !== 'insertText' || event.data === null || state.doc.lineAt(from).to >= to) return false;
    event.preventDefault();
    view.dispatch({ ...state.replaceSelection(event.data), userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});

/** Milliseconds that a caret rests before it is told of. */
const CARET_RESTS = 150;

function caretListener(onCaret: CodeEditorOptions['onCaret']): ReturnType<typeof EditorView.updateListener.of> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return EditorView.updateListener.of(({ state, view, docChanged, selectionSet, focusChanged }) => {
    if (!onCaret || !(docChanged || selectionSet || focusChanged)) return;
    clearTimeout(timer);
    const line = view.hasFocus ? state.doc.lineAt(state.selection.main.head).number : undefined;
    timer = setTimeout(() => onCaret(line), CARET_RESTS);
  });
}

/** Where the lit line begins. */
const setLit = StateEffect.define<number | undefined>();

/** The line that the moment is about. It goes with the first edit. */
const litField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setLit))
        return effect.value === undefined
          ? Decoration.none
          : Decoration.set(Decoration.line({ class: 'line-lit' }).range(effect.value));
    return transaction.docChanged ? Decoration.none : shown;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const changesField = (start: string): StateField<DecorationSet> => {
  const mark = (state: EditorState): DecorationSet =>
    Decoration.set(
      changedLines(start, state.doc.toString()).map((n) =>
        Decoration.line({ class: 'line-changed' }).range(state.doc.line(n).from),
      ),
    );
  return StateField.define<DecorationSet>({
    create: mark,
    update: (shown, transaction) => (transaction.docChanged ? mark(transaction.state) : shown),
    provide: (field) => EditorView.decorations.from(field),
  });
};
