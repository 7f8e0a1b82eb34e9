import type { ComponentChildren } from 'preact';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { Icon } from './Icon.tsx';
import type { WorkspaceState } from './workspace-state.ts';

/** A link brought something that is no answer, or an answer to another exercise. */
export type RefusedLink = 'broken' | { readonly exercise: string; readonly href: string };

interface Props {
  readonly language: Language;
  readonly state: WorkspaceState;
  readonly refused: RefusedLink | undefined;
  readonly onClose: () => void;
  readonly onDownload: () => void;
}

/** What is said above all panes: storage refuses, a link or another tab brought other work. */
export function Notices({ language, state, refused, onClose, onDownload }: Props) {
  const t = workspace[language];
  const offered = state.offered.value;
  return (
    <div class="workspace-notices" role="status">
      {state.saved.value === 'failed' && (
        <Notice kind="error" text={t.storage}>
          <button type="button" class="button" data-size="sm" onClick={onDownload}>
            {t.downloadCopy}
          </button>
        </Notice>
      )}
      {refused && (
        <Notice kind="warn" text={refused === 'broken' ? t.linkBroken : fill(t.linkElsewhere, { x: refused.exercise })}>
          {refused !== 'broken' && (
            <a class="button" data-size="sm" href={refused.href}>
              {t.openThere}
            </a>
          )}
          <button type="button" class="button" data-size="sm" onClick={onClose}>
            {t.close}
          </button>
        </Notice>
      )}
      {offered && (
        <Notice kind="info" text={offered.from === 'link' ? t.shared : t.fromTab}>
          <button type="button" class="button" data-size="sm" onClick={() => void state.takeOffered()}>
            {t.openTheirs}
          </button>
          <button
            type="button"
            class="button"
            data-kind="quiet"
            data-size="sm"
            onClick={() => (state.offered.value = undefined)}
          >
            {t.keepMine}
          </button>
        </Notice>
      )}
    </div>
  );
}

interface NoticeProps {
  readonly kind: 'error' | 'warn' | 'info';
  readonly text: string;
  readonly detail?: string;
  readonly children?: ComponentChildren;
}

/** One thing that is said, with what can be done about it. */
export const Notice = ({ kind, text, detail, children }: NoticeProps) => (
  <div class="notice" data-kind={kind}>
    <Icon name={kind === 'info' ? 'info' : 'warning'} />
    <div>
      <b>{text}</b>
      {detail && <span>{detail}</span>}
    </div>
    <span class="notice-actions">{children}</span>
  </div>
);
