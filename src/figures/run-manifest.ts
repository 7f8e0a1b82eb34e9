import { Cluster, type NodeSpec, type Seconds } from '../simulator/index.ts';
import type { Picture } from './picture.ts';
import { pictureOf } from './picture-of.ts';

export interface Run {
  readonly manifest: string;
  readonly until: Seconds;
  /** One node named node-1 unless said. */
  readonly nodes?: readonly NodeSpec[];
}

export interface RunResult {
  readonly picture: Picture;
  /** What kubectl prints at the end of the run. */
  readonly kubectl: (line: string) => string;
}

const runs = new Map<string, RunResult>();

/** Applies a manifest to a fresh cluster and lets it run: what a page's figures and numbers are computed from when it is built. */
export function runManifest({ manifest, until, nodes = [{ name: 'node-1' }] }: Run): RunResult {
  const key = JSON.stringify([manifest, until, nodes]);
  const known = runs.get(key);
  if (known) return known;
  const cluster = new Cluster({ nodes });
  const from = cluster.clock.now;
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  if (exit !== 0) throw new Error(`this manifest is not accepted:\n${manifest}\n${stderr}`);
  const end = from + until * 1000;
  cluster.runUntil(end);
  const result: RunResult = {
    picture: pictureOf(cluster.history, { from, until: end }),
    kubectl: (line) => {
      const { stdout, stderr: said } = cluster.kubectl(line);
      return (stdout + said).trimEnd();
    },
  };
  runs.set(key, result);
  return result;
}

/** What the API server answers to a manifest that it does not take; fails where it does take it. */
export function refusalOf(manifest: string): string {
  const { exit, stderr } = new Cluster({ nodes: [{ name: 'node-1' }] }).kubectl('kubectl apply -f -', manifest);
  if (exit === 0) throw new Error(`this manifest is accepted:\n${manifest}`);
  return stderr.trimEnd();
}
