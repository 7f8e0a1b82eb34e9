import { useEffect, useRef } from 'preact/hooks';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { getOf } from './edit-command.ts';
import type { TerminalEntry } from './terminal-session.ts';

interface Props {
  readonly language: Language;
  readonly entries: readonly TerminalEntry[];
  /** Lines that wait for their answer. */
  readonly waiting?: readonly string[];
  /** What the entries' seconds count from, in the figures' seconds. */
  readonly began?: number;
}

/** The exit code of what Ctrl-C ended. */
const INTERRUPTED = 130;

/** What was typed and answered; its end stays in view. */
export function TerminalLog({ language, entries, waiting = [], began = 0 }: Props) {
  const t = workspace[language];
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => showEnd(log.current!), [entries.length, waiting.length, entries.at(-1)?.output]);
  return (
    <div class="terminal" role="group" aria-label={t.terminal} tabIndex={0} ref={log}>
      <div role="log">
        {entries.map(({ command, stdin, at, output, exit }, i) => (
          <div key={i} class="entry">
            <span class="at num">{fill(t.momentAt, { t: (began + at).toFixed(1) })}</span>
            <span class="ps">$ </span>
            <span class="cmd">{command}</span>
            {stdin !== undefined && getOf(command) === undefined && <span class="hd">{`\n${stdin}`}</span>}
            {'\n'}
            <span class={exit === 0 || exit === INTERRUPTED ? undefined : 'bad'}>{output}</span>
          </div>
        ))}
      </div>
      {/* outside the log, which tells each line once: with its answer */}
      {waiting.map((command, i) => (
        <div key={entries.length + i} class="entry" aria-hidden="true">
          <span class="ps">$ </span>
          <span class="cmd">{command}</span>
        </div>
      ))}
      <div />
    </div>
  );
}

/** What is around a log that scrolls by itself stays where it is; on a phone the page is what scrolls. */
function showEnd(log: HTMLElement): void {
  if (log.scrollHeight > log.clientHeight) log.scrollTop = log.scrollHeight;
  else log.lastElementChild?.scrollIntoView({ block: 'nearest' });
}
