/** kubectl at any second of a manifest's run: a cluster of its own, asked as it is where the playhead stands. */
import { signal, type Signal } from '@preact/signals';
import { SHOWN } from '../figures/time-scale.ts';
import type { Completion, Ended, ExerciseFiles, LiveCluster, Stopped, TerminalOutput } from '../sandbox/client.ts';
import { openCluster, type Held } from './open-cluster.ts';
import { onScreen } from './on-screen.ts';
import type { TerminalEntry } from './terminal-session.ts';

export interface AskedCluster {
  readonly entries: Signal<readonly TerminalEntry[]>;
  /** Lines that were asked and have no answer yet. */
  readonly waiting: Signal<readonly string[]>;
  readonly busy: Signal<boolean>;
  /** Applies the YAML in a fresh cluster, unless that was done. */
  open(): Promise<void>;
  /** What the line changes is there for the next one, until the playhead goes back or the YAML changes. */
  ask(command: string, stdin?: string): Promise<void>;
  complete(line: string): Promise<Completion | undefined>;
  clear(): void;
}

interface Setup {
  readonly files: ExerciseFiles;
  /** The learner's file, as it is applied. */
  readonly file: string;
  /** The one that is in use now: another where a stopped one was replaced. */
  readonly sandbox: () => Held['sandbox'];
  /** The YAML, and the second of the playhead. */
  readonly now: () => { readonly yaml: string; readonly at: number };
  /** A line took time: the cluster is at this second now. @returns where the playhead could follow to */
  readonly onTime: (at: number) => number;
  readonly onStopped: (stopped: Stopped) => void;
}

/** An open cluster, and how far it has come. */
interface Open extends Held {
  readonly yaml: string;
  second: number;
  /** Where the playhead stood by then. */
  playhead: number;
}

export function createAskedCluster({ files, file, sandbox, now, onTime, onStopped }: Setup): AskedCluster {
  const entries = signal<readonly TerminalEntry[]>([]);
  const waiting = signal<readonly string[]>([]);
  const busy = signal(false);
  let open: Open | undefined;
  /** The YAML whose `apply` stands on the screen. */
  let told: string | undefined;
  let turns: Promise<void> = Promise.resolve();

  const add = (command: string, stdin: string | undefined, at: number, { output, exit }: TerminalOutput): void => {
    const given = stdin === undefined ? {} : { stdin };
    entries.value = [...entries.value, { command, ...given, at, output: onScreen(output), exit }];
  };

  /** The learner's file may be named: it is handed over as standard input, which kubectl calls by another name. */
  async function type(
    cluster: LiveCluster,
    yaml: string,
    command: string,
    stdin?: string,
  ): Promise<Ended<TerminalOutput>> {
    const named = `-f ${file}`;
    if (!command.includes(named)) return cluster.type(command, stdin);
    const said = await cluster.type(command.replace(named, '-f -'), yaml);
    if (said.kind === 'stopped') return said;
    return { kind: 'done', value: { ...said.value, output: said.value.output.replaceAll('"STDIN"', `"${file}"`) } };
  }

  /** Brings the cluster to the playhead; from its beginning where that lies behind it. */
  async function come({ yaml, at }: ReturnType<Setup['now']>): Promise<Ended<Open>> {
    const box = sandbox();
    let here = open;
    if (here?.sandbox === box && here.yaml === yaml && here.playhead === at) return { kind: 'done', value: here };
    if (here?.sandbox !== box || here.yaml !== yaml || here.second > at + SHOWN) {
      const { cluster, first } = await openCluster(files, box, here);
      if (first.kind === 'stopped') return first;
      const apply = `kubectl apply -f ${file}`;
      const applied = await type(cluster, yaml, apply);
      if (applied.kind === 'stopped') return applied;
      if (told !== yaml) add(apply, undefined, 0, applied.value);
      told = yaml;
      here = open = { sandbox: box, cluster, yaml, second: applied.value.at, playhead: at };
    }
    const waited = await here.cluster.wait(Math.max(0, at + SHOWN - here.second));
    if (waited.kind === 'stopped') return waited;
    here.second = waited.value.at;
    here.playhead = at;
    return { kind: 'done', value: here };
  }

  async function askNow(command: string, stdin: string | undefined): Promise<Ended<unknown>> {
    const { yaml, at } = now();
    const came = await come({ yaml, at });
    if (came.kind === 'stopped') return came;
    const here = came.value;
    const said = await type(here.cluster, yaml, command, stdin);
    if (said.kind === 'stopped') return said;
    const took = said.value.at - here.second;
    here.second = said.value.at;
    let { output } = said.value;
    if (said.value.running === true) {
      // it would go on as time does, which stands still here
      const ended = await here.cluster.interrupt();
      if (ended.kind === 'stopped') return ended;
      output += `${ended.value.output}^C\n`;
    }
    add(command, stdin, at, { ...said.value, output });
    if (took > 0) here.playhead = onTime(at + took);
    return said;
  }

  /** One thing after another. A worker that was replaced meanwhile held the cluster: once more, in a new one. */
  function inTurn(act: () => Promise<Ended<unknown>>): Promise<void> {
    turns = turns.then(async () => {
      busy.value = true;
      for (const isLast of [false, true]) {
        const ended = await act();
        if (ended.kind === 'done') break;
        open = undefined;
        if (!isLast && (ended.stopped.limit === 'crash' || ended.stopped.limit === 'cancelled')) continue;
        onStopped(ended.stopped);
        break;
      }
      busy.value = false;
    });
    return turns;
  }

  return {
    entries,
    waiting,
    busy,
    open: () => inTurn(() => come(now())),
    async ask(command, stdin) {
      waiting.value = [...waiting.value, command];
      await inTurn(() => askNow(command, stdin));
      waiting.value = waiting.value.slice(1);
    },
    async complete(line) {
      await turns;
      const ended = await open?.cluster.complete(line);
      return ended?.kind === 'done' ? ended.value : undefined;
    },
    clear: () => void (entries.value = []),
  };
}
