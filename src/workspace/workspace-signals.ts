/** What the workspace knows: its panes render it. */
import { signal, type Signal } from '@preact/signals';
import type { Picture } from '../figures/picture.ts';
import type { Problem, Stopped, Verdict } from '../sandbox/client.ts';
import type { Work } from './draft.ts';
import type { ProbeOfPod } from './probe-at.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export type PaneName = 'task' | 'yaml' | 'cluster';

/** `stopped`: a limit of the sandbox ended it. */
export type ReferenceRun =
  | { readonly kind: 'not-asked' | 'running' | 'stopped' }
  /** Variant id → the reference's run. */
  | { readonly kind: 'run'; readonly pictures: Readonly<Record<string, Picture>> };

export interface WorkspaceSignals {
  readonly yaml: Signal<string>;
  readonly answers: Signal<Readonly<Record<string, string>>>;
  readonly problems: Signal<readonly Problem[]>;
  /** Variant id → its last run. */
  readonly pictures: Signal<Readonly<Record<string, Picture>>>;
  /** diagnose: the shown cluster as it ended after the last submission, until the terminal goes on. */
  readonly ended: Signal<Picture | undefined>;
  /** The starter's run on the shown cluster, once the exercise is passed: what one's own is compared with. */
  readonly starter: Signal<Picture | undefined>;
  /** The reference solution's runs, once they were asked for. */
  readonly reference: Signal<ReferenceRun>;
  /** Whether the newest manifest was refused: the figures show an older one, or nothing. */
  readonly stale: Signal<boolean>;
  readonly verdict: Signal<Verdict | undefined>;
  /** What was submitted is the starting state, or no answer at all: it does not count. */
  readonly note: Signal<'none' | 'unchanged'>;
  /** Variants done and to do while a submission runs. */
  readonly running: Signal<{ readonly done: number; readonly total: number } | undefined>;
  readonly stopped: Signal<Stopped | undefined>;
  readonly submissions: Signal<number>;
  readonly hints: Signal<number>;
  readonly passed: Signal<boolean>;
  readonly saved: Signal<'nothing' | 'saved' | 'failed'>;
  readonly variant: Signal<string>;
  /** The playhead, in seconds from apply. */
  readonly moment: Signal<number>;
  /** "namespace/name" of the Pod whose timeline is seen, where the moment or the learner chose one. */
  readonly pod: Signal<string | undefined>;
  /** The pane that a phone shows. */
  readonly tab: Signal<PaneName>;
  /** Whether panes are tabs, one shown at a time. */
  readonly narrow: Signal<boolean>;
  /** Where the editor is asked to go. */
  readonly reveal: Signal<Place | undefined>;
  /** The place of the YAML that the moment is about: shown and lit, while the focus stays where it is. */
  readonly lit: Signal<Place | undefined>;
  /** The probe that the caret is in: its lane is marked in the timeline. */
  readonly probe: Signal<ProbeOfPod | undefined>;
  /** Failed check → the place of the YAML that it is about. */
  readonly places: Signal<Readonly<Record<string, Place>>>;
  /** Work that a reset took away, or that another's took the place of. */
  readonly before: Signal<Work | undefined>;
  /** Work that another tab wrote, or that a link brought: it waits until it is asked for. */
  readonly offered: Signal<{ readonly from: 'tab' | 'link'; readonly work: Work } | undefined>;
}

/** @param shown - the variant whose cluster is seen before the first submission */
export const createSignals = (start: string, shown: string): WorkspaceSignals => ({
  yaml: signal(start),
  answers: signal<Readonly<Record<string, string>>>({}),
  problems: signal<readonly Problem[]>([]),
  pictures: signal<Readonly<Record<string, Picture>>>({}),
  ended: signal<Picture | undefined>(undefined),
  starter: signal<Picture | undefined>(undefined),
  reference: signal<ReferenceRun>({ kind: 'not-asked' }),
  stale: signal(false),
  verdict: signal<Verdict | undefined>(undefined),
  note: signal<'none' | 'unchanged'>('none'),
  running: signal<{ readonly done: number; readonly total: number } | undefined>(undefined),
  stopped: signal<Stopped | undefined>(undefined),
  submissions: signal(0),
  hints: signal(0),
  passed: signal(false),
  saved: signal<'nothing' | 'saved' | 'failed'>('nothing'),
  variant: signal(shown),
  moment: signal(0),
  pod: signal<string | undefined>(undefined),
  tab: signal<PaneName>('task'),
  narrow: signal(false),
  reveal: signal<Place | undefined>(undefined),
  lit: signal<Place | undefined>(undefined),
  probe: signal<ProbeOfPod | undefined>(undefined),
  places: signal<Readonly<Record<string, Place>>>({}),
  before: signal<Work | undefined>(undefined),
  offered: signal<{ readonly from: 'tab' | 'link'; readonly work: Work } | undefined>(undefined),
});
