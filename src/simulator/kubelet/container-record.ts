import type { ContainerUser } from './container-user.ts';
import type { Container } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import type { ContainerInput } from './container-input.ts';
import type { ContainerLog } from './container-log.ts';
import type { FileSystem } from '../runtime/filesystem.ts';
import type { ProcessNamespace, ProcessSpec, RunningProcess, SignalName } from '../runtime/process.ts';
import type { Signal } from '../task.ts';

/** What the container runtime tells of a container. `created`: never started, as when its start failed at once. */
export interface ContainerState {
  readonly id: string;
  readonly name: string;
  readonly attempt: number;
  readonly createdAt: Millis;
  readonly state: 'created' | 'running' | 'exited';
  readonly startedAt: Millis | undefined;
  readonly finishedAt: Millis | undefined;
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string;
  readonly image: string;
  readonly imageId: string;
  /** Of the definition it was made from: another one means that it is to be replaced. */
  readonly definition: string;
  readonly cpuLimit: number | undefined;
  readonly memoryLimit: number | undefined;
  readonly cpuRequest: number | undefined;
  readonly resources: Container['resources'];
  readonly user: { readonly uid: number; readonly gid: number; readonly groups: readonly number[] };
}

/** A container as the node holds it. */
export interface ContainerRecord {
  /** As the next relist will find it. */
  state: ContainerState;
  readonly spec: Container;
  readonly log: ContainerLog;
  /** Where its definition asks for a standard input. */
  readonly input: ContainerInput | undefined;
  readonly files: FileSystem;
  /** Bytes that it has written beside its volumes: files and log. */
  readonly written: () => number;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly privileges: ContainerUser['privileges'];
  readonly stopSignal: SignalName;
  namespace: ProcessNamespace | undefined;
  process: RunningProcess | undefined;
  /** Notified when the runtime knows that it has ended. */
  readonly ended: Signal;
  /** History entry of its last start or end, for the causes of what follows. */
  entry: number | undefined;
}

/** What every process of a container is started with, its own and those that are executed in it. */
export const processOf = ({
  env,
  cwd,
  uid,
  gid,
  groups,
  privileges,
  files,
  state,
}: ContainerRecord): Omit<ProcessSpec, 'argv' | 'stdout' | 'stderr'> => ({
  env,
  cwd,
  user: uid,
  gid,
  groups,
  privileges,
  files,
  container: state.id,
});
