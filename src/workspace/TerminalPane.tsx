import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { Icon } from './Icon.tsx';
import { SubmitButton } from './SubmitButton.tsx';
import { heredoc } from './heredoc.ts';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  /** Commands offered under the terminal. */
  readonly offers: readonly string[];
  readonly state: WorkspaceState;
}

/** A terminal on the live cluster. Time runs while a command runs, or as long as the learner lets it. */
export function TerminalPane({ language, offers, state }: Props) {
  const t = workspace[language];
  const [line, setLine] = useState('');
  const [recall, setRecall] = useState<number>();
  const input = useRef<HTMLTextAreaElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const typed = state.terminal.value;

  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [typed.length]);

  async function enter(text: string): Promise<void> {
    const read = heredoc(text);
    if (read.kind === 'open') return setLine(`${text}\n`);
    if (read.command === '') return;
    setLine('');
    setRecall(undefined);
    await state.type(read.command, read.stdin);
    input.current?.focus();
  }

  function keyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void state.submit();
    else if (event.key === 'Enter' && !event.shiftKey) void enter(line);
    else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && !line.includes('\n')) {
      const at = Math.min(Math.max(0, (recall ?? typed.length) + (event.key === 'ArrowUp' ? -1 : 1)), typed.length);
      setRecall(at);
      setLine(typed[at]?.command ?? '');
    } else return;
    event.preventDefault();
  }

  return (
    <section class="pane pane-yaml" aria-label={t.terminal} id="editor">
      <div class="pane-head">
        <b class="file-name">kubectl</b>
        <span class="end">
          <span class="num">{fill(t.momentAt, { t: state.now.value.toFixed(1) })}</span>
          {[10, 60].map((seconds) => (
            <button
              key={seconds}
              type="button"
              class="button"
              data-kind="quiet"
              data-size="sm"
              disabled={state.busy.value}
              onClick={() => void state.wait(seconds)}
            >
              {fill(t.wait, { n: seconds })}
            </button>
          ))}
          <button type="button" class="button" data-kind="quiet" data-size="sm" onClick={() => void state.reset()}>
            <Icon name="again" />
            <span class="label">{t.resetCluster}</span>
          </button>
        </span>
      </div>
      <div class="terminal" role="log" aria-label={t.terminal} tabIndex={0}>
        {typed.map(({ command, stdin, output, exit }, i) => (
          <div key={i} class="entry">
            <span class="ps">$ </span>
            <span class="cmd">{command}</span>
            {stdin !== undefined && <span class="hd">{`\n${stdin}`}</span>}
            {'\n'}
            <span class={exit === 0 ? undefined : 'bad'}>{output}</span>
          </div>
        ))}
        <div ref={end} />
      </div>
      {offers.length > 0 && (
        <div class="suggest" role="group" aria-label={t.tryIt}>
          {t.tryIt}
          {offers.map((offer) => (
            <button key={offer} type="button" onClick={() => void enter(offer)}>
              {offer}
            </button>
          ))}
        </div>
      )}
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
          value={line}
          aria-busy={state.busy.value}
          onInput={(event) => setLine(event.currentTarget.value)}
          onKeyDown={keyDown}
        />
      </div>
      <div class="editor-foot">
        <span class="small muted only-wide">{t.terminalHelp}</span>
        <span class="end">
          <SubmitButton {...{ language, state }} />
        </span>
      </div>
    </section>
  );
}
