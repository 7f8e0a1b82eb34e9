import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Exercise, ExerciseFeedback } from '../course/exercise.ts';
import { figurePatterns } from '../figures/figure-patterns.ts';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import type { ExerciseFiles, Sandbox } from '../sandbox/client.ts';
import { browserDrafts } from './browser-drafts.ts';
import { ClusterPane } from './ClusterPane.tsx';
import { noDraft, type DraftStore } from './draft.ts';
import { EditorPane } from './EditorPane.tsx';
import { Icon } from './Icon.tsx';
import { lazySandbox } from './lazy-sandbox.ts';
import { ManifestPane } from './ManifestPane.tsx';
import { Notices, type RefusedLink } from './Notices.tsx';
import { PANE_IDS } from './pane.ts';
import { SubmitButton } from './SubmitButton.tsx';
import { TaskPane } from './TaskPane.tsx';
import { TerminalPane } from './TerminalPane.tsx';
import type { PaneName } from './workspace-signals.ts';
import { createWorkspace, type WorkspaceState } from './workspace-state.ts';

export interface WorkspaceProps {
  readonly language: Language;
  readonly exercise: Exercise;
  readonly feedback: ExerciseFeedback;
  readonly files: ExerciseFiles;
  readonly start: string;
  /** The starter in the editor's colours: what is read before the editor is loaded. */
  readonly startHtml: string;
  readonly solution: string;
  readonly taskHtml: string;
  /** The module's page, or another that leads here. */
  readonly back: { readonly href: string; readonly title: string; readonly number?: number };
  readonly next?: { readonly href: string; readonly title: string };
  /** The playground: what a link carries is opened at once. It can be undone as a reset can. */
  readonly takesLinks?: boolean;
  /** What of the site's chrome stands in the bar: language and theme. */
  readonly children?: ComponentChildren;
}

/** The exercise. Rendered at build time for those who only read; in the browser it comes alive. */
export function Workspace(props: WorkspaceProps) {
  const { language, exercise, feedback, files, start, startHtml, back, next, children } = props;
  const t = workspace[language];
  const state = useMemo(() => createWorkspace({ exercise, files, feedback, start, sandbox, drafts: storage() }), []);

  const [refused, setRefused] = useState<RefusedLink>();
  const [toast, setToast] = useState('');

  useLayoutEffect(() => state.restore(), []);
  useEffect(() => void state.begin(), []);
  useEffect(() => state.watch(), []);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => keyDown(event, state);
    document.addEventListener('keydown', listen); // also where nothing has the focus
    return () => document.removeEventListener('keydown', listen);
  }, []);
  useEffect(() => {
    const query = matchMedia('(max-width: 899px)');
    const look = (): void => void (state.narrow.value = query.matches);
    look();
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  useEffect(() => {
    const read = async (): Promise<void> => {
      setRefused(undefined);
      if (location.hash === '') return;
      const { readFragment } = await import('./share-link.ts');
      const shared = await readFragment(location.hash);
      if (shared.kind === 'broken') setRefused('broken');
      if (shared.kind !== 'work') return;
      if (!props.takesLinks && shared.exercise !== undefined && shared.exercise !== files.id)
        return setRefused({ exercise: shared.exercise, href: pageOf(shared.exercise) + location.hash });
      state.offer(shared.work);
      if (props.takesLinks) await state.takeOffered();
    };
    void read();
    const again = (): void => void read();
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, []);
  useEffect(() => {
    if (state.verdict.value || state.note.value !== 'none') read(document.getElementById('verdict'));
  }, [state.verdict.value, state.note.value]);
  useEffect(() => {
    const timer = setTimeout(() => setToast(''), 6000);
    return () => clearTimeout(timer);
  }, [toast]);

  async function share(): Promise<void> {
    const { shareFragment } = await import('./share-link.ts');
    const fragment = await shareFragment(state.work(), files.id);
    if (fragment === undefined) return setToast(t.linkTooLong);
    const link = new URL(fragment, location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      setToast(t.linkCopied);
    } catch {
      history.replaceState(undefined, '', fragment);
      setToast(t.linkNotCopied);
    }
  }
  const hand = (): void => {
    download(`${files.id}.json`, state.handIn());
    setToast(t.handInDownloaded);
  };

  const { value: tab } = state.tab;
  const failed = state.verdict.value?.checks.filter((c) => c.state === 'failed').length ?? 0;
  const work = { manifest: t.yaml, diagnose: t.terminal, predict: t.questions, quiz: t.questions }[exercise.type];
  const tabs: Partial<Record<PaneName, string>> = {
    task: t.task,
    yaml: work,
    ...(exercise.type === 'quiz' ? {} : { cluster: t.cluster }), // a quiz runs none
  };
  return (
    <div class={`workspace workspace-${exercise.type}`} data-tab={tab}>
      <svg class="defs" aria-hidden="true" dangerouslySetInnerHTML={{ __html: figurePatterns }} />
      <header class="workspace-bar">
        <a
          class="icon-button"
          href={back.href}
          aria-label={back.number === undefined ? back.title : fill(t.backToModule, { n: back.number })}
        >
          <Icon name="left" />
        </a>
        <div class="crumb">
          <span class="only-wide">
            <a href={back.href}>{back.title}</a>&ensp;/&ensp;
          </span>
          <h1>{exercise.title[language]}</h1>
        </div>
        <div class="end">
          <Saved {...{ language, state }} />
          <button type="button" class="button bar-button" data-kind="quiet" data-size="sm" onClick={() => void share()}>
            <Icon name="link" />
            <span class="label">{t.copyLink}</span>
          </button>
          <button
            type="button"
            class="button bar-button only-wide"
            data-kind="quiet"
            data-size="sm"
            disabled={!state.verdict.value}
            onClick={hand}
          >
            <Icon name="download" />
            <span class="label">{t.downloadHandIn}</span>
          </button>
          {children}
        </div>
      </header>
      <Notices {...{ language, state, refused }} onClose={() => setRefused(undefined)} onDownload={hand} />
      <div class="phone-tabs tabs" role="tablist" aria-label={exercise.title[language]}>
        {(Object.keys(tabs) as PaneName[]).map((id) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-controls={PANE_IDS[id]}
            aria-selected={tab === id}
            tabIndex={tab === id ? 0 : -1}
            onClick={() => (state.tab.value = id)}
            onKeyDown={(event) => move(event, state)}
          >
            {tabs[id]}
            {id === 'task' && failed > 0 && (
              <span class="count" data-bad>
                {failed}
              </span>
            )}
          </button>
        ))}
      </div>
      <TaskPane {...props} next={next} state={state} />
      {exercise.type === 'manifest' && <EditorPane {...{ language, start, startHtml, state }} file={exercise.file} />}
      {exercise.type === 'diagnose' && <TerminalPane {...{ language, state }} offers={exercise.try} />}
      {(exercise.type === 'predict' || exercise.type === 'quiz') && (
        <ManifestPane {...{ language, start, startHtml, state }} questions={exercise.questions} />
      )}
      {exercise.type !== 'quiz' && <ClusterPane {...{ language, exercise, state }} />}
      <div class="phone-dock">
        <SubmitButton {...{ language, state }} />
      </div>
      <div class="workspace-toast" role="status">
        {toast && <span class="toast">{toast}</span>}
      </div>
    </div>
  );
}

/** @returns an exercise's page, from another's */
const pageOf = (id: string): string => (id === 'playground' ? '../../playground/' : `../${id}/`);

const sandbox = (): Sandbox => lazySandbox(async () => (await import('../sandbox/client.ts')).browserSandbox());

function Saved({ language, state }: { readonly language: Language; readonly state: WorkspaceState }) {
  const t = workspace[language];
  return (
    <span class="saved" role="status">
      {state.saved.value === 'saved' && (
        <span class="only-wide">
          <Icon name="check" /> {t.draftSaved}
        </span>
      )}
    </span>
  );
}

/** Hands a file to the browser. */
function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The browser's storage, or a memory of this page where there is none (at build time, or refused). */
function storage(): DraftStore {
  try {
    if (typeof localStorage !== 'undefined') return browserDrafts(localStorage);
  } catch {
    // asking for it can itself be refused
  }
  return { read: () => noDraft, write: () => false };
}

/** Arrow keys go along a list of tabs. */
function move(event: KeyboardEvent, state: WorkspaceState): void {
  const list = [...((event.currentTarget as HTMLElement).parentElement?.children ?? [])] as HTMLElement[];
  const ids = (['task', 'yaml', 'cluster'] as const).slice(0, list.length);
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const next = (ids.indexOf(state.tab.value) + step + ids.length) % ids.length;
  state.tab.value = ids[next]!;
  list[next]?.focus();
}

/** Gives the focus to what is to be read; again, where it is there already and what it says is new. */
function read(element: HTMLElement | null): void {
  if (element === document.activeElement) element?.blur();
  element?.focus();
}

/** Ctrl+Enter or ⌘+Enter submits from wherever one is, F6 goes to the next pane. */
function keyDown(event: KeyboardEvent, state: WorkspaceState): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) {
    event.preventDefault();
    void state.submit();
  }
  if (event.key !== 'F6') return;
  event.preventDefault();
  const panes = [...document.querySelectorAll<HTMLElement>('.pane')];
  const here = panes.findIndex((pane) => pane.contains(event.target as Node));
  const next = panes[(here + (event.shiftKey ? -1 : 1) + panes.length) % panes.length];
  next?.querySelector<HTMLElement>('textarea, input, button, [tabindex="0"]')?.focus();
}
