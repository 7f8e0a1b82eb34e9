/** Completion and hover of the editor: what may stand at the caret comes from the sandbox, which has the facts already. */
import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionStatus,
  moveCompletionSelection,
  startCompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { hoverTooltip, keymap, type EditorView } from '@codemirror/view';
import { temporarilySetTabFocusMode } from '@codemirror/commands';
import type { Completion } from '../sandbox/client.ts';

export type Complete = (text: string, offset: number) => Promise<Completion | undefined>;

/** Items that open by themselves after `key: `; more are shown when a letter is typed, or on request. */
const FEW = 8;

export interface CompletionWords {
  readonly required: string;
  readonly oneOf: string;
}

export function completionOf(complete: Complete, words: CompletionWords): Extension {
  return [
    autocompletion({ override: [(context) => sourceOf(context, complete)], icons: false, defaultKeymap: false }),
    keymap.of([
      { key: 'Ctrl-Space', run: startCompletion },
      { key: 'Escape', run: escape },
      { key: 'ArrowDown', run: moveCompletionSelection(true) },
      { key: 'ArrowUp', run: moveCompletionSelection(false) },
      { key: 'Enter', run: acceptCompletion },
      { key: 'Tab', run: acceptCompletion },
    ]),
    hoverTooltip(async (view, at) => {
      const found = await complete(view.state.doc.toString(), at);
      if (!found?.field) return null;
      const { field } = found;
      return { pos: at, above: true, create: () => ({ dom: fieldCard(field, words) }) };
    }),
  ];
}

/** The first Escape closes an open list; without one it lets Tab leave, even while a list is still being asked for. */
function escape(view: EditorView): boolean {
  const open = completionStatus(view.state) === 'active';
  closeCompletion(view);
  return open || temporarilySetTabFocusMode(view);
}

async function sourceOf(context: CompletionContext, complete: Complete): Promise<CompletionResult | null> {
  const { state, pos, explicit } = context;
  const found = await complete(state.doc.toString(), pos);
  if (!found || context.aborted) return null;
  const from = Math.min(found.from, pos);
  const typed = state.sliceDoc(from, pos).trim();
  const lineEnd = state.doc.lineAt(pos).to;
  const isValue = state.sliceDoc(state.doc.lineAt(pos).from, from).trimEnd().endsWith(':');
  if (!explicit && typed === '' && !(isValue && found.items.length <= FEW)) return null;
  if (found.items.some(({ label }) => label === typed)) return null; // it is written: Enter goes on
  // A key that has its colon is renamed; nothing is opened behind it.
  const rest = /^[\w./-]*(?=:)/.exec(state.sliceDoc(pos, lineEnd))?.[0];
  return {
    from,
    to: pos + (rest?.length ?? 0),
    options: found.items.map(({ label, detail, insert }) => ({
      label,
      ...(detail === undefined ? {} : { detail }),
      apply: rest === undefined ? (insert ?? label) : label,
    })),
  };
}

function fieldCard(
  { path, type, required, values }: NonNullable<Completion['field']>,
  words: CompletionWords,
): HTMLElement {
  const card = document.createElement('div');
  card.className = 'field-card';
  const name = card.appendChild(document.createElement('code'));
  name.textContent = path;
  const about = card.appendChild(document.createElement('span'));
  about.textContent = [
    type,
    ...(required ? [words.required] : []),
    ...(values ? [words.oneOf.replace('{x}', values.join(', '))] : []),
  ].join(' · ');
  return card;
}
