/** Problems in the editor: a message under its line, the place it means underlined, and the fix where one is certain. */
import { StateEffect, StateField, type EditorState, type Range } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import type { Problem } from '../sandbox/client.ts';
import type { Fix } from './fix.ts';
import type { ProblemText } from './problem-text.ts';

export interface FixWords {
  /** "There is no field of this name. Did you mean {x}?" */
  readonly field: string;
  readonly value: string;
  readonly text: string;
  readonly replace: string;
}

export type TextOf = (problem: Problem) => ProblemText;

/** A problem with what it was surely meant to be. */
export interface ShownProblem {
  readonly problem: Problem;
  readonly fix?: Fix;
}

export const setProblems = StateEffect.define<readonly ShownProblem[]>();

/** The message stands under its line, the place it means is underlined. */
export const problemsField = (textOf: TextOf, words: FixWords): StateField<DecorationSet> =>
  StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(shown, transaction) {
      for (const effect of transaction.effects)
        if (effect.is(setProblems)) return decorations(effect.value, transaction.state, textOf, words);
      return shown.map(transaction.changes);
    },
    provide: (field) => EditorView.decorations.from(field),
  });

function decorations(
  problems: readonly ShownProblem[],
  state: EditorState,
  textOf: TextOf,
  words: FixWords,
): DecorationSet {
  const ranges = problems.flatMap(({ problem, fix }): Range<Decoration>[] => {
    const line = state.doc.line(Math.min(Math.max(1, problem.line), state.doc.lines));
    const from = Math.min(line.from + problem.column - 1, line.to);
    const to = problem.endColumn === undefined ? line.to : Math.min(line.from + problem.endColumn - 1, line.to);
    return [
      Decoration.line({ class: `line-${problem.severity}` }).range(line.from),
      ...(to > from ? [Decoration.mark({ class: `mark-${problem.severity}` }).range(from, to)] : []),
      Decoration.widget({
        widget: new Message(problem.severity, textOf(problem), fix, words),
        block: true,
        side: 1,
      }).range(line.to),
    ];
  });
  return Decoration.set(ranges, true);
}

class Message extends WidgetType {
  readonly severity: Problem['severity'];
  readonly text: ProblemText;
  readonly fix: Fix | undefined;
  readonly words: FixWords;

  constructor(severity: Problem['severity'], text: ProblemText, fix: Fix | undefined, words: FixWords) {
    super();
    this.severity = severity;
    this.text = text;
    this.fix = fix;
    this.words = words;
  }

  override eq({ severity, text, fix }: Message): boolean {
    return (
      severity === this.severity &&
      fix?.wrong === this.fix?.wrong &&
      fix?.right === this.fix?.right &&
      text.said === this.text.said &&
      text.explained.join('\n') === this.text.explained.join('\n')
    );
  }

  override toDOM(view: EditorView): HTMLElement {
    const place = document.createElement('div');
    place.className = 'message-place'; // its room is padding: the editor does not count margins of what stands between lines
    const element = place.appendChild(document.createElement('div'));
    element.className = `message message-${this.severity}`;
    appendSaid(element, this.text.said);
    if (this.fix) element.append(this.#fixed(view, this.fix));
    // that a field is not known is said with what it was meant to be
    if (this.text.explained.length === 0 || this.fix?.kind === 'field') return place;
    const explained = document.createElement('p');
    explained.className = 'explained';
    for (const [i, part] of this.text.explained.join(' ').split('`').entries()) {
      if (i % 2 === 0) explained.append(part);
      else explained.appendChild(document.createElement('code')).textContent = part;
    }
    element.append(explained);
    return place;
  }

  #fixed(view: EditorView, fix: Fix): HTMLElement {
    const row = document.createElement('p');
    row.className = 'explained';
    const [before = '', after = ''] = this.words[fix.kind].split('{x}');
    row.append(before);
    row.appendChild(document.createElement('code')).textContent = fix.right;
    row.append(`${after} `);
    const button = row.appendChild(document.createElement('button'));
    button.type = 'button';
    button.className = 'fix';
    button.textContent = this.words.replace;
    button.addEventListener('click', () => {
      applyFix(view, fix);
      view.focus();
    });
    return row;
  }

  override ignoreEvent(): boolean {
    return true; // the button's clicks are its own
  }
}

/** kubectl's words; the field's path in them stands out. */
function appendSaid(element: HTMLElement, said: string): void {
  for (const [i, part] of said.split(/unknown field "([^"\n]{1,200})"/).entries()) {
    if (i % 2 === 0) element.append(part);
    else {
      element.append('unknown field "');
      element.appendChild(document.createElement('u')).textContent = part;
      element.append('"');
    }
  }
}

/** Puts the right word in the place of the wrong one, if it still stands there. */
export function applyFix(view: EditorView, { line: number, wrong, right }: Fix): boolean {
  if (number > view.state.doc.lines) return false;
  const line = view.state.doc.line(number);
  const at = line.text.indexOf(wrong);
  if (at < 0) return false;
  view.dispatch({
    changes: { from: line.from + at, to: line.from + at + wrong.length, insert: right },
    userEvent: 'input.fix',
  });
  return true;
}
