/** CodeMirror in an open shadow root (its styles are constructed sheets, which the page's policy allows). Loaded on focus. */
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentLess,
  indentMore,
  indentWithTab,
  temporarilySetTabFocusMode,
  undo,
} from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, StateEffect, StateField, type Range } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  WidgetType,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Problem } from '../sandbox/client.ts';
import { changedLines } from './line-diff.ts';
import type { ProblemText } from './problem-text.ts';

export interface CodeEditor {
  setText(text: string): void;
  setProblems(problems: readonly Problem[]): void;
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
  readonly textOf: (problem: Problem) => ProblemText;
  readonly onChange: (text: string) => void;
  readonly onSubmit: () => void;
}

export function mountCodeEditor(
  host: HTMLElement,
  { text, start, label, description, selection, textOf, onChange, onSubmit }: CodeEditorOptions,
): CodeEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const attributes = new Compartment();
  const described = (problems: readonly Problem[]) =>
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-description': [description, ...problems.slice(0, 1).map((p) => textOf(p).said)].join('. '),
      ...(problems.some((p) => p.severity === 'error') ? { 'aria-invalid': 'true' } : {}),
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
        problemsField(textOf),
        changesField(start),
        attributes.of(described([])),
        keymap.of([
          { key: 'Mod-Enter', run: () => (onSubmit(), true) },
          { key: 'Escape', run: temporarilySetTabFocusMode },
          indentWithTab,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
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
    focus(at) {
      view.focus();
      if (!at) return;
      const line = view.state.doc.line(Math.min(Math.max(1, at.line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: Math.min(line.from + at.column - 1, line.to) }, scrollIntoView: true });
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

const setProblems = StateEffect.define<readonly Problem[]>();

type TextOf = CodeEditorOptions['textOf'];

/** The message stands under its line, the place it means is underlined. */
const problemsField = (textOf: TextOf): StateField<DecorationSet> =>
  StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(shown, transaction) {
      for (const effect of transaction.effects)
        if (effect.is(setProblems)) return decorations(effect.value, transaction.state, textOf);
      return shown.map(transaction.changes);
    },
    provide: (field) => EditorView.decorations.from(field),
  });

function decorations(problems: readonly Problem[], state: EditorState, textOf: TextOf): DecorationSet {
  const ranges = problems.flatMap((problem): Range<Decoration>[] => {
    const line = state.doc.line(Math.min(Math.max(1, problem.line), state.doc.lines));
    const from = Math.min(line.from + problem.column - 1, line.to);
    const to = problem.endColumn === undefined ? line.to : Math.min(line.from + problem.endColumn - 1, line.to);
    return [
      Decoration.line({ class: `line-${problem.severity}` }).range(line.from),
      ...(to > from ? [Decoration.mark({ class: `mark-${problem.severity}` }).range(from, to)] : []),
      Decoration.widget({ widget: new Message(problem.severity, textOf(problem)), block: true, side: 1 }).range(
        line.to,
      ),
    ];
  });
  return Decoration.set(ranges, true);
}

class Message extends WidgetType {
  readonly severity: Problem['severity'];
  readonly text: ProblemText;

  constructor(severity: Problem['severity'], text: ProblemText) {
    super();
    this.severity = severity;
    this.text = text;
  }

  override eq({ severity, text }: Message): boolean {
    return (
      severity === this.severity &&
      text.said === this.text.said &&
      text.explained.join('\n') === this.text.explained.join('\n')
    );
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('div');
    element.className = `message message-${this.severity}`;
    element.textContent = this.text.said;
    if (this.text.explained.length === 0) return element;
    const explained = document.createElement('p');
    explained.className = 'explained';
    for (const [i, part] of this.text.explained.join(' ').split('`').entries()) {
      if (i % 2 === 0) explained.append(part);
      else explained.appendChild(document.createElement('code')).textContent = part;
    }
    element.append(explained);
    return element;
  }
}

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

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--code-key)' },
  { tag: [tags.string, tags.content], color: 'var(--code-str)' },
  { tag: [tags.number, tags.bool, tags.null, tags.literal], color: 'var(--code-num)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--ink-3)' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--ink-3)' },
]);

/** Tokens are custom properties: they reach into the shadow root. */
const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--sunken)', color: 'var(--ink)', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '21px', overflow: 'auto' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--accent)' },
  '.cm-cursor': { borderLeft: '2px solid var(--accent)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--ink-3)',
    border: 'none',
    fontSize: '12px',
    minWidth: '46px',
    justifyContent: 'flex-end',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 16px 0 14px' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--inset) 60%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.line-changed': { boxShadow: 'inset 3px 0 0 var(--accent)' },
  '.line-error': { backgroundColor: 'var(--fail-soft)' },
  '.line-warning': { backgroundColor: 'var(--wait-soft)' },
  '.mark-error': { textDecoration: 'underline wavy var(--fail-fill) 1.5px', textUnderlineOffset: '4px' },
  '.mark-note': { textDecoration: 'underline dotted var(--control) 1.5px', textUnderlineOffset: '4px' },
  '.mark-warning': { textDecoration: 'underline wavy var(--wait-fill) 1.5px', textUnderlineOffset: '4px' },
  '.message': {
    margin: '3px 14px 7px 6px',
    padding: '8px 12px 9px',
    border: '1px solid var(--fail-line)',
    borderLeft: '3px solid var(--fail-fill)',
    borderRadius: 'var(--r-1)',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink-2)',
    font: '12px/18px var(--font-mono)',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.message-warning': { borderColor: 'var(--wait-line)', borderLeftColor: 'var(--wait-fill)' },
  '.message-note': { borderColor: 'var(--line)', borderLeftColor: 'var(--control)', borderLeftStyle: 'dashed' },
  '.explained': { margin: '6px 0 0', font: '13px/19px var(--font-text)', color: 'var(--ink)' },
  '.explained code': { font: '12px var(--font-mono)' },
});
