/** What a lesson's terminal shows: commands typed into a cluster, and what kubectl printed. */
import { Cluster, type NodeSpec, type Seconds } from '../../simulator/index.ts';

export interface TerminalLine {
  readonly command: string;
  readonly output: string;
}

/** Standard output and standard error as they stand in a terminal, one after the other. */
export const shown = (cluster: Cluster, ...commands: readonly string[]): TerminalLine[] =>
  commands.map((command) => {
    const { stdout, stderr } = cluster.kubectl(command);
    return { command, output: (stderr + stdout).trimEnd() };
  });

export interface Settled {
  readonly manifest: string;
  readonly nodes?: readonly NodeSpec[];
  /** How long the cluster runs after the manifest was applied. */
  readonly after?: Seconds;
}

/** A cluster in which a manifest has been applied and had time to settle; fails where the manifest is refused. */
export function settled({ manifest, nodes = [{ name: 'node-1' }], after = 20 }: Settled): Cluster {
  const cluster = new Cluster({ nodes });
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  if (exit !== 0) throw new Error(`this manifest is not accepted:\n${manifest}\n${stderr}`);
  wait(cluster, after);
  return cluster;
}

export const wait = (cluster: Cluster, seconds: Seconds): void => cluster.runUntil(cluster.clock.now + seconds * 1000);
