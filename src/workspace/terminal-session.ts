/** A live cluster and what is typed into it, without a browser. */
import { signal, type Signal } from '@preact/signals';
import type { Picture } from '../figures/picture.ts';
import type { Completion, ExerciseFiles, LiveCluster, Sandbox, Stopped } from '../sandbox/client.ts';
import type { TypedLine } from './draft.ts';

export interface TerminalEntry {
  readonly command: string;
  readonly stdin?: string;
  readonly output: string;
  readonly exit: number;
}

export interface TerminalSession {
  readonly entries: Signal<readonly TerminalEntry[]>;
  /** Virtual seconds since the learner came. */
  readonly now: Signal<number>;
  /** A line or a wait is under way. */
  readonly busy: Signal<boolean>;
  /** What was typed, to draft and to hand in. */
  lines(): readonly TypedLine[];
  /** Opens a fresh cluster and types these lines into it, each at its second. */
  open(lines: readonly TypedLine[]): Promise<void>;
  type(command: string, stdin?: string): Promise<void>;
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
  const now = signal(0);
  const busy = signal(false);
  let lines: readonly TypedLine[] = [];
  let live: LiveCluster | undefined;
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

  function receive(ended: Awaited<ReturnType<LiveCluster['wait']>>): { output: string; exit: number } | undefined {
    if (ended.kind === 'stopped') {
      live = undefined; // the worker dropped its cluster
      onStopped(ended.stopped);
      return undefined;
    }
    const { picture, at, output, exit } = ended.value;
    now.value = at;
    onPicture(picture);
    return { output, exit };
  }

  async function enter(command: string, stdin: string | undefined): Promise<void> {
    if (!live) return;
    const at = now.value;
    const said = receive(await live.type(command, stdin));
    if (!said) return;
    const given = stdin === undefined ? {} : { stdin };
    lines = [...lines, { at, command, ...given }];
    entries.value = [...entries.value, { command, ...given, ...said }];
  }

  async function openNow(typed: readonly TypedLine[]): Promise<void> {
    const { cluster, first } = await sandbox().open(files);
    live = cluster;
    receive(first);
    lines = [];
    entries.value = [];
    for (const { at, command, stdin } of typed) {
      if (at > now.value) receive(await cluster.wait(at - now.value));
      await enter(command, stdin);
    }
  }

  return {
    entries,
    now,
    busy,
    lines: () => lines,
    open: (typed) => inTurn(() => openNow(typed)),
    type: (command, stdin) => inTurn(() => enter(command, stdin)),
    wait: (seconds) => inTurn(async () => void (live && receive(await live.wait(seconds)))),
    async ask(command) {
      let output: string | undefined;
      await inTurn(async () => {
        const ended = await live?.type(command);
        if (ended?.kind === 'done' && ended.value.exit === 0) output = ended.value.output;
        else if (ended) {
          const said = receive(ended);
          if (said) entries.value = [...entries.value, { command, ...said }];
        }
      });
      return output;
    },
    async complete(line) {
      await turns;
      const ended = await live?.complete(line);
      return ended?.kind === 'done' ? ended.value : undefined;
    },
  };
}
