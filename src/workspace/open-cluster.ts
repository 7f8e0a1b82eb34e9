import type { Ended, ExerciseFiles, LiveCluster, Sandbox, TerminalOutput } from '../sandbox/client.ts';

/** An open cluster, and the sandbox that holds it. */
export interface Held {
  readonly sandbox: Pick<Sandbox, 'open'>;
  readonly cluster: LiveCluster;
}

/** The exercise's cluster from its beginning: in the place of what is held, where that is the same sandbox's; each other takes 32 MiB. */
export async function openCluster(
  files: ExerciseFiles,
  sandbox: Held['sandbox'],
  held: Held | undefined,
): Promise<{ readonly cluster: LiveCluster; readonly first: Ended<TerminalOutput> }> {
  if (held?.sandbox !== sandbox) return sandbox.open(files);
  return { cluster: held.cluster, first: await held.cluster.reopen() };
}
