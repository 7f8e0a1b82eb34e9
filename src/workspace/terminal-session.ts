/** A live cluster and what is typed into it, without a browser. */
import { signal, type Signal } from '@preact/signals';
import type { Picture } from '../figures/picture.ts';
import type { Completion, Ended, ExerciseFiles, Sandbox, Stopped, TerminalOutput } from '../sandbox/client.ts';
import type { TypedLine } from './draft.ts';
import { openCluster, type Held } from './open-cluster.ts';
import { onScreen } from './on-screen.ts';

export interface TerminalEntry {
  readonly command: string;
  readonly stdin?: string;
  /** Virtual second at which it was typed. */
  readonly at: number;
  /** What stands on the screen of it. */
  readonly output: string;
  readonly exit: number;
}

export interface TerminalSession {
  readonly entries: Signal<readonly TerminalEntry[]>;
  /** Lines that were typed and have no answer yet: the simulator still starts, or an earlier one runs. */
  readonly waiting: Signal<readonly string[]>;
  /** Virtual seconds since the learner came. */
  readonly now: Signal<number>;
  /** A line or a wait is under way. */
  readonly busy: Signal<boolean>;
  /** The last line goes on as time runs, until Ctrl-C. */
  readonly running: Signal<boolean>;
  /** What was typed, to draft and to hand in. */
  lines(): readonly TypedLine[];
  /** Opens a fresh cluster and types these lines into it, each at its second. */
  open(lines: readonly TypedLine[]): Promise<void>;
  type(command: string, stdin?: string): Promise<void>;
  /** Ctrl-C. */
  interrupt(): Promise<void>;
  /** Once all that was begun is done. */
  settled(): Promise<void>;
  wait(seconds: number): Promise<void>;
  /** Asks without leaving a trace: the line is neither shown nor drafted nor handed in. @returns undefined where it failed */
  ask(command: string): Promise<string | undefined>;
  complete(line: string): Promise<Completion | undefined>;
}

interface Setup {
  readonly files: ExerciseFiles;
  readonly sandbox: () => Sandbox;
  readonly onPicture: (picture: Picture) => void;
  readonly onStopped: (stopped: Stopped) => void;
}

export function createTerminalSession({ files, sandbox, onPicture, onStopped }: Setup): TerminalSession {
  const entries = signal<readonly TerminalEntry[]>([]);
  const waiting = signal<readonly string[]>([]);
  const now = signal(0);
  const busy = signal(false);
  const running = signal(false);
  let lines: readonly TypedLine[] = [];
  let live: Held | undefined;
  let turns: Promise<void> = Promise.resolve();

  /** One thing after another: what is typed while a command runs waits for it, as at any terminal. */
  function inTurn(act: () => Promise<void>): Promise<void> {
    turns = turns.then(async () => {
      busy.value = true;
      await act();
      busy.value = false;
    });
    return turns;
  }

  function receive(ended: Ended<TerminalOutput>): { output: string; exit: number } | undefined {
    if (ended.kind === 'stopped') {
      live = undefined; // the worker dropped its cluster
      running.value = false;
      onStopped(ended.stopped);
      return undefined;
    }
    const { picture, at, output, exit } = ended.value;
    now.value = at;
    running.value = ended.value.running === true;
    onPicture(picture);
    return { output, exit };
  }

  /** More of a line that goes on, or its end. */
  function more(said: { output: string; exit: number } | undefined): void {
    const last = entries.value.at(-1);
    if (!said || !last) return;
    const output = onScreen(last.output + said.output);
    if (output !== last.output || said.exit !== last.exit)
      entries.value = [...entries.value.slice(0, -1), { ...last, output, exit: said.exit }];
  }

  async function enter(command: string, stdin: string | undefined): Promise<void> {
    if (!live) return;
    if (running.value) await stop();
    const at = now.value;
    const said = receive(await live.cluster.type(command, stdin));
    if (!said) return;
    const given = stdin === undefined ? {} : { stdin };
    lines = [...lines, { at, command, ...given }];
    entries.value = [...entries.value, { command, ...given, at, ...said, output: onScreen(said.output) }];
  }

  async function stop(): Promise<void> {
    if (!live || !running.value) return;
    lines = asInterrupted();
    more(receive(await live.cluster.interrupt()));
    more({ output: '^C\n', exit: entries.value.at(-1)?.exit ?? 130 });
  }

  /** The lines, with the time that the last has been going on. */
  function asInterrupted(): readonly TypedLine[] {
    const last = lines.at(-1);
    return !last || !running.peek() ? lines : [...lines.slice(0, -1), { ...last, seconds: now.peek() - last.at }];
  }

  async function pass(seconds: number): Promise<void> {
    if (!live) return;
    const wasRunning = running.value;
    const said = receive(await live.cluster.wait(seconds));
    if (wasRunning) more(said);
  }

  async function openNow(typed: readonly TypedLine[]): Promise<void> {
    const box = sandbox();
    const { cluster, first } = await openCluster(files, box, live);
    live = { sandbox: box, cluster };
    receive(first);
    lines = [];
    entries.value = [];
    for (const { at, command, stdin, seconds } of typed) {
      if (at > now.value) await pass(at - now.value);
      await enter(command, stdin);
      if (seconds === undefined) continue;
      if (seconds > 0) await pass(seconds);
      await stop();
    }
  }

  return {
    entries,
    waiting,
    now,
    busy,
    running,
    lines: asInterrupted,
    open: (typed) => inTurn(() => openNow(typed)),
    type(command, stdin) {
      waiting.value = [...waiting.value, command];
      return inTurn(async () => {
        await enter(command, stdin);
        waiting.value = waiting.value.slice(1);
      });
    },
    interrupt: () => inTurn(stop),
    settled: () => turns,
    wait: (seconds) => inTurn(() => pass(seconds)),
    async ask(command) {
      let output: string | undefined;
      await inTurn(async () => {
        if (running.value) await stop();
        const at = now.value;
        const ended = await live?.cluster.type(command);
        if (ended?.kind === 'done' && ended.value.exit === 0) output = ended.value.output;
        else if (ended) {
          const said = receive(ended);
          if (said) entries.value = [...entries.value, { command, at, ...said }];
        }
      });
      return output;
    },
    async complete(line) {
      await turns;
      const ended = await live?.cluster.complete(line);
      return ended?.kind === 'done' ? ended.value : undefined;
    },
  };
}
