import type { Container, Millis, Pod } from '../simulator/index.ts';
import type { ContainerLook } from './picture.ts';
import type { PodLife } from './pod-life.ts';

type ContainerStatus = NonNullable<Pod['status']['containerStatuses']>[number];

/** As picture.ts has it, in milliseconds of the cluster's clock. */
export interface Lane {
  readonly container: string;
  readonly role: 'init' | 'sidecar' | 'app';
  readonly spans: readonly LaneSpan[];
  readonly restarts: readonly Millis[];
}
interface LaneSpan {
  readonly from: Millis;
  readonly to: Millis;
  readonly look: ContainerLook;
  readonly reason?: string;
  readonly exitCode?: number;
}

/** A wait that is shorter than this is the kubelet's own round, not a back-off: the first restart comes "at once". */
const SHORTEST_BACK_OFF: Millis = 5_000;

/** Lanes in the order in which the containers are declared: init containers first. */
export function containerLanes(life: PodLife, end: Millis): Lane[] {
  const spec = life.created.after?.spec;
  const lane = (container: Container, role: Lane['role']): Lane => {
    const drawn = new LaneDrawing(container.name, restartsAfter(spec?.restartPolicy ?? 'Always', role));
    for (const entry of life.entries) drawn.read(entry);
    return { container: container.name, role, ...drawn.finish(end) };
  };
  return [
    ...(spec?.initContainers ?? []).map((container) =>
      lane(container, container.restartPolicy === 'Always' ? 'sidecar' : 'init'),
    ),
    ...(spec?.containers ?? []).map((container) => lane(container, 'app')),
  ];
}

/** Whether an exit is followed by another start. */
const restartsAfter =
  (policy: string, role: Lane['role']) =>
  (code: number): boolean => {
    if (role === 'sidecar') return true;
    if (role === 'init') return code !== 0 && policy !== 'Never';
    return policy === 'Always' || (policy === 'OnFailure' && code !== 0);
  };

interface Now {
  readonly process: 'none' | 'running' | 'ended';
  readonly stopping: boolean;
  readonly ready: boolean;
  readonly waiting?: string;
  readonly exit?: { readonly code: number; readonly reason?: string };
}

/** Follows one container through its Pod's life: its processes where the history tells of them, else its status. */
class LaneDrawing {
  readonly #name: string;
  readonly #restartsAfter: (code: number) => boolean;
  readonly #spans: (LaneSpan & { to: Millis })[] = [];
  readonly #restarts: Millis[] = [];
  readonly #told = new Set<string>();
  #now: Now = { process: 'none', stopping: false, ready: false };
  #starts = 0;
  #untold = 0;
  /** Nothing of the Pod is started any more: it is deleted, or over (evicted, past its deadline, done). */
  #isOver = false;

  constructor(name: string, restarts: (code: number) => boolean) {
    this.#name = name;
    this.#restartsAfter = restarts;
  }

  read(entry: PodLife['entries'][number]): void {
    if (entry.type === 'write') {
      if (!entry.after) return;
      const { metadata, status } = entry.after;
      this.#isOver ||=
        metadata.deletionTimestamp !== undefined || status.phase === 'Failed' || status.phase === 'Succeeded';
      this.#status(entry.at, status);
      return;
    }
    if (entry.container !== this.#name) return;
    if (entry.what === 'started') this.#start(entry.at);
    else if (entry.what === 'signal') this.#show(entry.at, { ...this.#now, stopping: true });
    else if (entry.what === 'exited') {
      this.#untold++;
      this.#exit(entry.at, Number(/\d+/.exec(entry.detail)?.[0] ?? 0), undefined);
    }
  }

  finish(end: Millis): Pick<Lane, 'spans' | 'restarts'> {
    this.#close(end);
    const spans = this.#spans.filter(
      (span, i) => span.to > span.from || span.exitCode !== undefined || isCutShort(span, this.#spans[i + 1]),
    );
    return {
      spans: spans.map((span, i) => (isRound(span, spans[i + 1]) ? { ...span, look: 'waiting' } : span)),
      restarts: this.#restarts,
    };
  }

  #status(at: Millis, status: Pod['status']): void {
    const mine = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].find(
      ({ name }) => name === this.#name,
    );
    if (!mine) return this.#show(at, this.#now);
    const { running, waiting } = mine.state ?? {};
    const terminated = mine.state?.terminated ?? mine.lastState?.terminated;
    if (terminated) this.#terminated(at, mine, terminated);
    if (running && this.#now.process !== 'running' && this.#untold === 0 && mine.restartCount >= this.#starts)
      this.#start(at);
    if (mine.restartCount > this.#restarts.length) this.#restarts.push(at);
    const { waiting: _, ...now } = this.#now;
    this.#show(at, { ...now, ready: mine.ready, ...(waiting?.reason ? { waiting: waiting.reason } : {}) });
  }

  /** A termination that the status tells of: of a process that the history saw end, or of one that never began. */
  #terminated(
    at: Millis,
    status: ContainerStatus,
    { exitCode, reason, containerID, finishedAt }: NonNullable<NonNullable<ContainerStatus['state']>['terminated']>,
  ): void {
    const id = `${containerID ?? ''} ${finishedAt ?? ''} ${containerID ? '' : status.restartCount}`;
    if (this.#told.has(id)) return;
    this.#told.add(id);
    if (this.#untold > 0) {
      this.#untold--;
      if (this.#now.exit) this.#now = { ...this.#now, exit: { code: exitCode, ...(reason ? { reason } : {}) } };
      const mark = this.#spans.findLast((span) => span.exitCode !== undefined);
      if (mark && reason) this.#spans[this.#spans.indexOf(mark)] = { ...mark, reason };
    } else this.#exit(at, exitCode, reason);
  }

  #start(at: Millis): void {
    this.#starts++;
    if (this.#starts - 1 > this.#restarts.length) this.#restarts.push(at);
    this.#show(at, { process: 'running', stopping: false, ready: this.#now.ready && this.#starts === 1 });
  }

  #exit(at: Millis, code: number, reason: string | undefined): void {
    this.#close(at);
    this.#spans.push({
      from: at,
      to: at,
      look: code === 0 ? 'completed' : 'failed',
      exitCode: code,
      ...(reason ? { reason } : {}),
    });
    this.#show(at, { process: 'ended', stopping: false, ready: false, exit: { code, ...(reason ? { reason } : {}) } });
  }

  #show(at: Millis, now: Now): void {
    this.#now = now;
    const { look, reason } = this.#look();
    const open = this.#spans.at(-1);
    if (open && open.exitCode === undefined && open.look === look && (open.reason === reason || look === 'back-off')) {
      if (reason && reason !== open.reason) this.#spans[this.#spans.length - 1] = { ...open, reason };
      return;
    }
    if (open?.exitCode !== undefined && (look === 'failed' || look === 'completed')) return;
    this.#close(at);
    this.#spans.push({ from: at, to: at, look, ...(reason ? { reason } : {}) });
  }

  #look(): { readonly look: ContainerLook; readonly reason?: string | undefined } {
    const { process, stopping, ready, waiting, exit } = this.#now;
    if (process === 'running') return { look: stopping ? 'stopping' : ready ? 'ready' : 'running' };
    if (process === 'ended' && exit) {
      if (this.#restartsAfter(exit.code) && !this.#isOver) return { look: 'back-off', reason: waiting };
      return { look: exit.code === 0 ? 'completed' : 'failed' };
    }
    return { look: 'waiting', reason: waiting };
  }

  #close(at: Millis): void {
    const open = this.#spans.at(-1);
    if (open) this.#spans[this.#spans.length - 1] = { ...open, to: at };
  }
}

const isRound = (span: LaneSpan, next: LaneSpan | undefined): boolean =>
  span.look === 'back-off' && next !== undefined && span.to - span.from < SHORTEST_BACK_OFF;

/** A run or a stop that took no time: the next thing is the exit. */
const isCutShort = ({ look }: LaneSpan, next: LaneSpan | undefined): boolean =>
  (look === 'running' || look === 'stopping') && (next?.exitCode !== undefined || next?.look === 'stopping');
