import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import type { AskedCluster } from './asked-cluster.ts';
import { heredoc } from './heredoc.ts';
import { TerminalInput } from './TerminalInput.tsx';
import { TerminalLog } from './TerminalLog.tsx';

interface Props {
  readonly language: Language;
  readonly asked: AskedCluster;
}

/** kubectl beside the events: what it would say where the playhead stands. */
export function KubectlTab({ language, asked }: Props) {
  const t = workspace[language];
  const [line, setLine] = useState('');
  const tab = useRef<HTMLDivElement>(null);
  useEffect(() => {
    tab.current?.scrollIntoView({ block: 'nearest' });
    void asked.open();
  }, []);

  async function enter(text: string): Promise<void> {
    const read = heredoc(text);
    if (read.kind === 'open') return setLine(`${text}\n`);
    if (read.command === '') return;
    setLine('');
    if (read.command === 'clear') asked.clear();
    else await asked.ask(read.command, read.stdin);
  }

  return (
    <div class="kubectl-tab" ref={tab}>
      <p class="small muted">{t.kubectlAt}</p>
      <TerminalLog {...{ language }} entries={asked.entries.value} waiting={asked.waiting.value} />
      <TerminalInput {...{ language, line, setLine }} terminal={asked} onEnter={enter} onClear={asked.clear} />
    </div>
  );
}
