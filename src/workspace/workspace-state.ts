/** What the workspace does, without a browser: islands render what it knows (workspace-signals.ts) and call it. */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Exercise, ExerciseFeedback } from '../course/exercise.ts';
import type { Ended, ExerciseFiles, Preview, Sandbox, Submission } from '../sandbox/client.ts';
import { isSameWork, noDraft, type DraftStore, type TypedLine, type Work } from './draft.ts';
import { createLitLines } from './lit-lines.ts';
import { runReference } from './reference-run.ts';
import { submissionOf } from './submission-of.ts';
import { showMoment } from './show-moment.ts';
import { takeVerdict } from './take-verdict.ts';
import { createTerminalSession, type TerminalSession } from './terminal-session.ts';
import type { WorkspaceActions } from './workspace-actions.ts';
import { createSignals, type WorkspaceSignals } from './workspace-signals.ts';

/** Milliseconds without typing after which the shown cluster runs the YAML. */
const PREVIEW_AFTER = 300;
/** Submissions after which the reference solution opens without a pass. */
const SOLUTION_AFTER = 3;

export interface WorkspaceSetup {
  readonly exercise: Exercise;
  readonly files: ExerciseFiles;
  readonly feedback?: ExerciseFeedback;
  /** The starter's YAML; '' where there is none. */
  readonly start: string;
  readonly sandbox: () => Sandbox;
  readonly drafts: DraftStore;
  /** Called once an exercise is passed. */
  readonly onPassed?: () => void;
}

export interface WorkspaceState extends WorkspaceSignals, WorkspaceActions {
  readonly terminal: TerminalSession;
  readonly solutionOpen: ReadonlySignal<boolean>;
  readonly files: ExerciseFiles;
  /** The one that is in use now. */
  readonly sandbox: () => Sandbox;
}

export function createWorkspace({
  exercise,
  files,
  feedback,
  start,
  sandbox,
  drafts,
  onPassed,
}: WorkspaceSetup): WorkspaceState {
  const [shown = 'shown', ...hidden] = Object.keys(exercise.variants);
  const state = createSignals(start, shown);
  const lines = createLitLines(state, feedback);
  let drafted: readonly TypedLine[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let previewing: AbortController | undefined;
  let submitting: AbortController | undefined;
  let box: Sandbox | undefined;
  const use = (): Sandbox => (box ??= sandbox());
  const run = (yaml: string): Promise<Ended<Preview>> => use().preview(files, { kind: 'manifest', yaml });
  const terminal = createTerminalSession({
    files,
    sandbox: use,
    onPicture(picture) {
      state.ended.value = undefined;
      state.moment.value = picture.until;
      state.pictures.value = { ...state.pictures.value, [shown]: picture };
    },
    onStopped: (stopped) => void (state.stopped.value = stopped),
  });

  const work = (): Work => ({
    ...(exercise.type === 'manifest' ? { yaml: state.yaml.value } : {}),
    ...(Object.keys(state.answers.value).length ? { answers: state.answers.value } : {}),
    ...(terminal.lines().length ? { lines: terminal.lines() } : {}),
  });
  const untouched: Work = exercise.type === 'manifest' ? { yaml: start } : {};

  function save(): void {
    const kept = drafts.write(files.id, {
      ...work(),
      ...(state.before.value ? { before: state.before.value } : {}),
      submissions: state.submissions.value,
      hints: state.hints.value,
      passed: state.passed.value,
    });
    state.saved.value = kept ? 'saved' : 'failed';
  }

  const submission = (): Submission =>
    submissionOf(exercise, { yaml: state.yaml.value, answers: state.answers.value, lines: terminal.lines() });

  /** What is there now may be handed in next. */
  const expectSubmission = (): void => {
    if (!isSameWork(work(), untouched)) use().expect(files, submission());
  };

  async function preview(): Promise<void> {
    previewing?.abort();
    const mine = (previewing = new AbortController());
    const text = state.yaml.value;
    const ended = await run(text);
    if (mine.signal.aborted || text !== state.yaml.value) return;
    if (ended.kind === 'stopped') {
      state.stopped.value = ended.stopped;
      return;
    }
    state.stopped.value = undefined;
    state.problems.value = ended.value.problems;
    state.stale.value = ended.value.picture === undefined;
    if (ended.value.picture) state.pictures.value = { ...state.pictures.value, [shown]: ended.value.picture };
    expectSubmission();
  }

  /** Puts work in the place of what is there. */
  async function put({ yaml, answers, lines: typed = [] }: Work): Promise<void> {
    clearTimeout(timer);
    state.verdict.value = undefined;
    lines.clear();
    state.note.value = 'none';
    state.answers.value = answers ?? {};
    if (exercise.type === 'diagnose') await terminal.open(typed);
    else if (exercise.type === 'manifest') {
      state.yaml.value = yaml ?? start;
      save(); // before the run: a reload may come sooner
      return preview();
    }
    save();
  }

  async function runStarter(): Promise<void> {
    const ended = await run(start);
    if (ended.kind === 'done') state.starter.value = ended.value.picture;
  }

  return {
    ...state,
    terminal,
    files,
    sandbox: use,
    work,
    solutionOpen: computed(() => state.passed.value || state.submissions.value >= SOLUTION_AFTER),
    restore() {
      const draft = drafts.read(files.id) ?? noDraft;
      state.yaml.value = draft.yaml ?? start;
      state.answers.value = draft.answers ?? {};
      state.submissions.value = draft.submissions;
      state.hints.value = draft.hints;
      state.passed.value = draft.passed;
      state.before.value = draft.before;
      drafted = draft.lines ?? [];
    },
    async begin() {
      if (exercise.type === 'diagnose') await terminal.open(drafted);
      else if (exercise.type === 'manifest') await preview();
      // a predict exercise or a quiz shows no run before it is answered
    },
    watch() {
      const stop = drafts.watch?.(files.id, (theirs) => {
        const { yaml = start, answers = {}, lines: typed = [] } = theirs;
        const read: Work = exercise.type === 'manifest' ? { yaml } : { answers, lines: typed };
        state.offered.value = isSameWork(read, work()) ? undefined : { from: 'tab', work: read };
      });
      return () => stop?.();
    },
    edit(yaml) {
      if (yaml === state.yaml.value) return;
      state.yaml.value = yaml;
      lines.clear();
      save();
      clearTimeout(timer);
      timer = setTimeout(() => void preview(), PREVIEW_AFTER);
    },
    answer(question, value) {
      state.answers.value = { ...state.answers.value, [question]: value };
      save();
    },
    async type(command, stdin) {
      state.variant.value = shown; // where it is typed
      await terminal.type(command, stdin);
      expectSubmission();
      save();
    },
    async interrupt() {
      await terminal.interrupt();
      expectSubmission();
      save();
    },
    wait: (seconds) => terminal.wait(seconds),
    async submit() {
      if (state.running.value) return;
      const unchanged = isSameWork(work(), untouched); // questions without any answer would only be told the answers
      state.tab.value = 'task'; // where it is told what came of it
      const isUnanswered = unchanged && (exercise.type === 'predict' || exercise.type === 'quiz');
      state.note.value = isUnanswered ? 'unchanged' : 'none';
      if (isUnanswered) return;
      clearTimeout(timer);
      previewing?.abort();
      state.running.value = { done: 0, total: 1 + hidden.length };
      const mine = (submitting = new AbortController());
      await terminal.settled(); // what is being typed is handed in too
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
      if (unchanged) state.note.value = 'unchanged';
      else state.submissions.value++;
      takeVerdict(state, value, exercise.type, shown);
      if (exercise.type === 'manifest') void (value.passed ? runStarter() : lines.find(value));
      if (value.passed && !state.passed.value) onPassed?.();
      state.passed.value ||= value.passed;
      save();
    },
    cancel() {
      submitting?.abort();
      // the worker that ended held the terminal's cluster too
      if (exercise.type === 'diagnose') void terminal.open(terminal.lines());
    },
    async restart() {
      box?.dispose();
      box = undefined;
      state.stopped.value = undefined;
      if (exercise.type === 'diagnose') await terminal.open(terminal.lines());
      else if (exercise.type === 'manifest') await preview();
    },
    showHint() {
      state.hints.value = Math.min(state.hints.value + 1, exercise.hints.en.length);
      save();
    },
    showMoment(check) {
      showMoment(state, terminal, exercise.type, shown, check);
      if (check.moment) lines.showCheck(check.id);
    },
    showField: lines.showField,
    caretAt: lines.caretAt,
    runReference: (yaml) => runReference(state.reference, () => use().grade(files, { kind: 'manifest', yaml })),
    goTo(place) {
      state.tab.value = 'yaml';
      state.reveal.value = { ...place };
    },
    async complete(yaml, offset) {
      const ended = await use().complete(yaml, offset);
      return ended.kind === 'done' ? ended.value : undefined;
    },
    offer(offered) {
      if (!isSameWork(offered, work())) state.offered.value = { from: 'link', work: offered };
    },
    async takeOffered() {
      const { value: offered } = state.offered;
      if (!offered) return;
      state.offered.value = undefined;
      const had = work();
      state.before.value = isSameWork(had, untouched) ? undefined : had;
      await put(offered.work);
    },
    handIn: () =>
      `${JSON.stringify({ exercise: files.id, submission: submission(), verdict: state.verdict.value }, undefined, 1)}\n`,
    async reset() {
      const had = work();
      if (!isSameWork(had, untouched)) state.before.value = had;
      await put(untouched);
    },
    async undo() {
      const { value: before } = state.before;
      if (!before) return;
      const had = work();
      state.before.value = isSameWork(had, untouched) ? undefined : had;
      await put(before);
    },
  };
}
