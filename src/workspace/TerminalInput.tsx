import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { completed } from './completed-line.ts';
import type { TerminalSession } from './terminal-session.ts';

interface Props {
  readonly language: Language;
  readonly terminal: Pick<TerminalSession, 'entries' | 'busy' | 'complete'>;
  /** It is what one comes to the page for: it has the focus from the beginning. */
  readonly focused?: boolean;
  readonly line: string;
  readonly setLine: (line: string) => void;
  readonly onEnter: (line: string) => Promise<void>;
  readonly onClear: () => void;
  /** The last line goes on: Ctrl+C ends it. */
  readonly running?: boolean;
  readonly onInterrupt?: () => void;
}

/** Completions listed at once; a longer list says how many there are. */
const MOST_LISTED = 24;

/**
 * The line that is typed: Enter runs it, Tab completes it, Up and Down recall, Ctrl+C ends what goes on, or drops the line,
 * Ctrl+L clears the screen.
 * Escape, then Tab, leaves.
 */
export function TerminalInput(props: Props) {
  const { language, terminal, focused, line, setLine, onEnter, onClear, running = false, onInterrupt } = props;
  const t = workspace[language];
  const [recall, setRecall] = useState<number>();
  const [choices, setChoices] = useState<readonly string[]>([]);
  const leaving = useRef(false);
  const caretAfter = useRef<number>();
  const input = useRef<HTMLTextAreaElement>(null);
  const typed = terminal.entries.value;

  useLayoutEffect(() => {
    if (caretAfter.current !== undefined) input.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = undefined;
  }, [line]);
  // Whoever was faster than the script has typed into the page as it was built, Enter being a new line there.
  const [early] = useState(() =>
    typeof document === 'undefined' ? '' : (document.querySelector<HTMLTextAreaElement>('#terminal-line')?.value ?? ''),
  );
  useEffect(() => {
    if (early.endsWith('\n')) void onEnter(early);
    else if (early) setLine(early);
    if (focused && document.activeElement === document.body) input.current?.focus({ preventScroll: true });
  }, []);

  async function enter(): Promise<void> {
    setRecall(undefined);
    setChoices([]);
    await onEnter(line);
    input.current?.focus();
  }

  async function complete(): Promise<void> {
    const field = input.current!;
    const caret = field.selectionStart;
    const before = line.slice(0, caret);
    const found = await terminal.complete(before);
    if (!found || field.value.slice(0, caret) !== before) return;
    const to = completed(before, found);
    setChoices(found.items.length > 1 ? found.items.map(({ label }) => label) : []);
    caretAfter.current = to.length;
    setLine(to + line.slice(caret));
  }

  function keyDown(event: KeyboardEvent): void {
    const withControl = event.ctrlKey && !event.metaKey && !event.altKey;
    const left = leaving.current;
    leaving.current = event.key === 'Escape';
    if (event.key === 'Escape') return setChoices([]);
    if (event.key === 'Tab') {
      if (left || event.shiftKey) return; // the browser's own Tab
      void complete();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
      return; // the page's own: it submits
    else if (event.key === 'Enter' && !event.shiftKey) void enter();
    else if (withControl && event.key === 'c' && input.current?.selectionStart === input.current?.selectionEnd) {
      if (running) onInterrupt?.();
      setLine('');
      setChoices([]);
    } else if (withControl && event.key === 'l') onClear();
    else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && !line.includes('\n')) {
      const at = Math.min(Math.max(0, (recall ?? typed.length) + (event.key === 'ArrowUp' ? -1 : 1)), typed.length);
      setRecall(at);
      setLine(typed[at]?.command ?? '');
    } else return;
    event.preventDefault();
  }

  return (
    <>
      <div class="choices" role="status">
        {choices.length > MOST_LISTED
          ? fill(t.completions, { n: choices.length })
          : choices.map((choice) => <code key={choice}>{choice}</code>)}
      </div>
      <div class="terminal-input">
        <label class="ps" for="terminal-line">
          $ <span class="visually-hidden">{t.terminalLine}</span>
        </label>
        <textarea
          id="terminal-line"
          ref={input}
          rows={Math.min(12, line.split('\n').length)}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          aria-describedby="terminal-escape"
          value={line}
          aria-busy={terminal.busy.value}
          onInput={(event) => setLine(event.currentTarget.value)}
          onKeyDown={keyDown}
        />
        <span class="visually-hidden" id="terminal-escape">
          {t.terminalEscape}
        </span>
        {running && (
          <button type="button" class="complete" onClick={onInterrupt}>
            <kbd>Ctrl+C</kbd> {t.interrupt}
          </button>
        )}
        <button
          type="button"
          class="complete"
          tabIndex={-1}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => void complete()}
        >
          <kbd>Tab</kbd> {t.complete}
        </button>
      </div>
    </>
  );
}
