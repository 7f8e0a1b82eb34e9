/** What the workspace knows and does, without a browser: islands render it. */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Exercise } from '../course/exercise.ts';
import type { Picture } from '../figures/picture.ts';
import type {
  CheckResult,
  ExerciseFiles,
  LiveCluster,
  Problem,
  Sandbox,
  Stopped,
  Submission,
  Verdict,
} from '../sandbox/client.ts';
import { noDraft, type DraftStore, type TypedLine } from './draft.ts';

/** Milliseconds without typing after which the shown cluster runs the YAML. */
const PREVIEW_AFTER = 300;
/** Submissions after which the reference solution opens without a pass. */
const SOLUTION_AFTER = 3;

export interface TerminalEntry {
  readonly command: string;
  readonly stdin?: string;
  readonly output: string;
  readonly exit: number;
}

export interface WorkspaceSetup {
  readonly exercise: Exercise;
  readonly files: ExerciseFiles;
  /** The starter's YAML; '' where there is none. */
  readonly start: string;
  readonly sandbox: () => Sandbox;
  readonly drafts: DraftStore;
  /** Called once an exercise is passed. */
  readonly onPassed?: () => void;
}

export interface WorkspaceState {
  readonly yaml: Signal<string>;
  readonly answers: Signal<Readonly<Record<string, string>>>;
  readonly terminal: Signal<readonly TerminalEntry[]>;
  /** Virtual seconds at the terminal. */
  readonly now: Signal<number>;
  readonly problems: Signal<readonly Problem[]>;
  /** Variant id → its last run. */
  readonly pictures: Signal<Readonly<Record<string, Picture>>>;
  /** Whether the figures show an older manifest, the newest being refused. */
  readonly stale: Signal<boolean>;
  readonly verdict: Signal<Verdict | undefined>;
  /** Variants done and to do while a submission runs. */
  readonly running: Signal<{ readonly done: number; readonly total: number } | undefined>;
  /** A terminal line or a wait is under way. */
  readonly busy: Signal<boolean>;
  readonly stopped: Signal<Stopped | undefined>;
  readonly submissions: Signal<number>;
  readonly hints: Signal<number>;
  readonly passed: Signal<boolean>;
  readonly saved: Signal<'nothing' | 'saved' | 'failed'>;
  readonly variant: Signal<string>;
  /** The playhead, in seconds from apply. */
  readonly moment: Signal<number>;
  /** The pane that a phone shows. */
  readonly tab: Signal<'task' | 'yaml' | 'cluster'>;
  readonly solutionOpen: ReadonlySignal<boolean>;
  /** Begins: the shown cluster runs what is there. Call once, in a browser. */
  begin(): Promise<void>;
  edit(yaml: string): void;
  answer(question: string, value: string): void;
  type(command: string, stdin?: string): Promise<void>;
  wait(seconds: number): Promise<void>;
  submit(): Promise<void>;
  cancel(): void;
  showHint(): void;
  showMoment(check: CheckResult): void;
  /** The submission with its verdict, as a file that can be graded again. */
  handIn(): string;
  /** Back to the starter, or to the cluster as it was; hints and submissions stay. */
  reset(): Promise<void>;
}

export function createWorkspace({ exercise, files, start, sandbox, drafts, onPassed }: WorkspaceSetup): WorkspaceState {
  const draft = drafts.read(files.id) ?? noDraft;
  const [shown = 'shown', ...hidden] = Object.keys(exercise.variants);
  const state = {
    yaml: signal(draft.yaml ?? start),
    answers: signal<Readonly<Record<string, string>>>(draft.answers ?? {}),
    terminal: signal<readonly TerminalEntry[]>([]),
    now: signal(0),
    problems: signal<readonly Problem[]>([]),
    pictures: signal<Readonly<Record<string, Picture>>>({}),
    stale: signal(false),
    verdict: signal<Verdict | undefined>(undefined),
    running: signal<{ readonly done: number; readonly total: number } | undefined>(undefined),
    busy: signal(false),
    stopped: signal<Stopped | undefined>(undefined),
    submissions: signal(draft.submissions),
    hints: signal(draft.hints),
    passed: signal(draft.passed),
    saved: signal<'nothing' | 'saved' | 'failed'>('nothing'),
    variant: signal(shown),
    moment: signal(0),
    tab: signal<'task' | 'yaml' | 'cluster'>('task'),
  };
  let lines: readonly TypedLine[] = draft.lines ?? [];
  let live: LiveCluster | undefined;
  let turns: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let previewing: AbortController | undefined;
  let submitting: AbortController | undefined;
  let box: Sandbox | undefined;
  const use = (): Sandbox => (box ??= sandbox());

  function save(): void {
    const kept = drafts.write(files.id, {
      ...(exercise.type === 'manifest' ? { yaml: state.yaml.value } : {}),
      ...(Object.keys(state.answers.value).length ? { answers: state.answers.value } : {}),
      ...(lines.length ? { lines } : {}),
      submissions: state.submissions.value,
      hints: state.hints.value,
      passed: state.passed.value,
    });
    state.saved.value = kept ? 'saved' : 'failed';
  }

  function submission(): Submission {
    if (exercise.type === 'manifest') return { kind: 'manifest', yaml: state.yaml.value };
    if (exercise.type === 'diagnose') return { kind: 'session', lines: [...lines], found: { ...state.answers.value } };
    const typed = Object.entries(state.answers.value).filter(([, value]) => value.trim() !== '');
    const of = (answer: string): ReadonlySet<string> =>
      new Set(exercise.questions.filter((q) => q.answer === answer).map((q) => q.id));
    const [numbers, lists] = [of('number'), of('choices')];
    return {
      kind: 'answers',
      answers: Object.fromEntries(
        typed.map(([id, value]) => [id, numbers.has(id) ? Number(value) : lists.has(id) ? value.split(',') : value]),
      ),
    };
  }

  async function preview(): Promise<void> {
    previewing?.abort();
    const mine = (previewing = new AbortController());
    const text = state.yaml.value;
    const ended = await use().preview(files, { kind: 'manifest', yaml: text });
    if (mine.signal.aborted || text !== state.yaml.value) return;
    if (ended.kind === 'stopped') {
      state.stopped.value = ended.stopped;
      return;
    }
    state.stopped.value = undefined;
    state.problems.value = ended.value.problems;
    state.stale.value = ended.value.picture === undefined;
    if (ended.value.picture) state.pictures.value = { ...state.pictures.value, [shown]: ended.value.picture };
  }

  /** One thing after another: what is typed while a command runs waits for it, as at any terminal. */
  function inTurn(act: () => Promise<void>): Promise<void> {
    turns = turns.then(async () => {
      state.busy.value = true;
      await act();
      state.busy.value = false;
    });
    return turns;
  }

  /** Opens the live cluster and types again what was typed before a reload. */
  async function open(): Promise<void> {
    const { cluster, first } = await use().open(files);
    live = cluster;
    receive(first);
    const before = lines;
    lines = [];
    state.terminal.value = [];
    for (const { at, command, stdin } of before) {
      if (at > state.now.value) receive(await cluster.wait(at - state.now.value));
      await enter(command, stdin);
    }
  }

  function receive(ended: Awaited<ReturnType<LiveCluster['wait']>>): { output: string; exit: number } | undefined {
    if (ended.kind === 'stopped') {
      state.stopped.value = ended.stopped;
      return undefined;
    }
    const { picture, at, output, exit } = ended.value;
    state.now.value = at;
    state.moment.value = picture.until;
    state.pictures.value = { ...state.pictures.value, [shown]: picture };
    return { output, exit };
  }

  async function enter(command: string, stdin: string | undefined): Promise<void> {
    if (!live) return;
    const at = state.now.value;
    const said = receive(await live.type(command, stdin));
    if (!said) return;
    const given = stdin === undefined ? {} : { stdin };
    lines = [...lines, { at, command, ...given }];
    state.terminal.value = [...state.terminal.value, { command, ...given, ...said }];
  }

  return {
    ...state,
    solutionOpen: computed(() => state.passed.value || state.submissions.value >= SOLUTION_AFTER),
    async begin() {
      if (exercise.type === 'diagnose') await inTurn(open);
      else if (exercise.type === 'manifest') await preview();
      // a predict exercise or a quiz shows no run before it is answered
    },
    edit(yaml) {
      if (yaml === state.yaml.value) return;
      state.yaml.value = yaml;
      save();
      clearTimeout(timer);
      timer = setTimeout(() => void preview(), PREVIEW_AFTER);
    },
    answer(question, value) {
      state.answers.value = { ...state.answers.value, [question]: value };
      save();
    },
    type: (command, stdin) =>
      inTurn(async () => {
        await enter(command, stdin);
        save();
      }),
    wait: (seconds) => inTurn(async () => void (live && receive(await live.wait(seconds)))),
    async submit() {
      if (state.running.value) return;
      clearTimeout(timer);
      previewing?.abort();
      state.running.value = { done: 0, total: 1 + hidden.length };
      const mine = (submitting = new AbortController());
      const outcome = await use().grade(files, submission(), {
        signal: mine.signal,
        onProgress: (done, total) => (state.running.value = { done, total }),
      });
      state.running.value = undefined;
      if (outcome.kind === 'stopped') {
        if (outcome.stopped.limit !== 'cancelled') state.stopped.value = outcome.stopped;
        return;
      }
      const { value } = outcome;
      state.stopped.value = undefined;
      state.submissions.value++;
      state.verdict.value = value;
      state.problems.value = value.problems;
      state.stale.value = false;
      state.pictures.value = exercise.type === 'diagnose' ? { ...state.pictures.value } : value.pictures;
      const failed = value.checks.find((c) => c.state === 'failed');
      state.variant.value = failed?.moment?.variant ?? shown;
      if (failed?.moment) state.moment.value = failed.moment.at;
      if (value.passed && !state.passed.value) {
        state.passed.value = true;
        onPassed?.();
      }
      save();
    },
    cancel() {
      submitting?.abort();
      live = undefined;
    },
    showHint() {
      state.hints.value = Math.min(state.hints.value + 1, exercise.hints.en.length);
      save();
    },
    showMoment(check) {
      if (!check.moment) return;
      state.variant.value = check.moment.variant;
      state.moment.value = check.moment.at;
    },
    handIn: () =>
      `${JSON.stringify({ exercise: files.id, submission: submission(), verdict: state.verdict.value }, undefined, 1)}\n`,
    async reset() {
      clearTimeout(timer);
      state.verdict.value = undefined;
      state.answers.value = {};
      if (exercise.type === 'diagnose') {
        await inTurn(() => {
          lines = [];
          return open();
        });
      } else if (exercise.type === 'manifest') {
        state.yaml.value = start;
        await preview();
      }
      save();
    },
  };
}
