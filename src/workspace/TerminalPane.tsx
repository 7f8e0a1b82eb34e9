import { useState } from 'preact/hooks';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { getOf } from './edit-command.ts';
import type { EditSheet } from './EditSheet.tsx';
import { heredoc } from './heredoc.ts';
import { paneAttributes } from './pane.ts';
import { PlayControls } from './PlayControls.tsx';
import { ResetButton } from './ResetButton.tsx';
import { SubmitButton } from './SubmitButton.tsx';
import { TerminalInput } from './TerminalInput.tsx';
import { TerminalLog } from './TerminalLog.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  /** Commands offered under the terminal. */
  readonly offers: readonly string[];
  readonly state: WorkspaceState;
}

/** What `kubectl edit` opened, with the editor's pane, which is loaded for it. */
interface Edited {
  readonly command: string;
  readonly opened: string;
  readonly EditSheet: typeof EditSheet;
}

/** A terminal on the live cluster. Time runs while a command runs, or as long as the learner lets it. */
export function TerminalPane({ language, offers, state }: Props) {
  const t = workspace[language];
  const { terminal } = state;
  const [line, setLine] = useState('');
  const [cleared, setCleared] = useState(0);
  const [edited, setEdited] = useState<Edited>();
  const typed = terminal.entries.value;
  const shown = typed.length < cleared ? typed : typed.slice(cleared);
  const running = terminal.running.value;
  const picture = Object.values(state.pictures.value)[0];
  // The figures count from the cluster's beginning, lines from the learner's coming.
  const began = picture ? picture.until - terminal.now.value : 0;

  async function enter(text: string): Promise<void> {
    const read = heredoc(text);
    if (read.kind === 'open') return setLine(`${text}\n`);
    if (read.command === '') return;
    setLine('');
    if (read.command === 'clear') return setCleared(typed.length);
    const get = read.stdin === undefined ? getOf(read.command) : undefined;
    if (get === undefined) await state.type(read.command, read.stdin);
    else {
      const opened = await terminal.ask(get);
      if (opened === undefined) return;
      const { EditSheet } = await import('./EditSheet.tsx');
      setEdited({ command: read.command, opened, EditSheet });
    }
  }

  async function save(saved: string): Promise<void> {
    if (!edited) return;
    setEdited(undefined);
    await state.type(edited.command, `${edited.opened}---\n${saved}`);
  }

  return (
    <section class="pane pane-yaml" {...paneAttributes(state, 'yaml', t.terminal)}>
      <div class="pane-head">
        <b class={edited ? 'file-name' : 'file-name only-wide'}>
          {edited ? fill(t.editing, { x: edited.command }) : 'kubectl'}
        </b>
        <span class="end">
          {!edited && <PlayControls {...{ language, state }} now={began + terminal.now.value} />}
          <ResetButton {...{ language, state }} label={t.resetCluster} />
        </span>
      </div>
      {edited ? (
        <edited.EditSheet
          {...{ language, state }}
          command={edited.command}
          opened={edited.opened}
          onSave={(saved) => void save(saved)}
          onCancel={() => setEdited(undefined)}
        />
      ) : (
        <>
          <TerminalLog {...{ language, began }} entries={shown} waiting={terminal.waiting.value} />
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
          <TerminalInput
            {...{ language, terminal, line, setLine }}
            focused={!state.narrow.peek()}
            onEnter={enter}
            onClear={() => setCleared(typed.length)}
            {...{ running }}
            onInterrupt={() => void state.interrupt()}
          />
        </>
      )}
      {!edited && (
        <div class="editor-foot">
          <span class="small muted only-wide">{t.terminalHelp}</span>
          <span class="end">
            <SubmitButton {...{ language, state }} />
          </span>
        </div>
      )}
    </section>
  );
}
