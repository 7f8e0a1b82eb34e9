import { Cluster, type NodeSpec, type Seconds } from '../simulator/index.ts';
import type { Picture } from './picture.ts';
import { pictureOf } from './picture-of.ts';

export interface Run {
  readonly manifest: string;
  readonly until: Seconds;
  /** One node named node-1 unless said. */
  readonly nodes?: readonly NodeSpec[];
}

const runs = new Map<string, Picture>();

/** Applies a manifest to a fresh cluster and lets it run: what a page's figures and numbers are computed from when it is built. */
export function runManifest({ manifest, until, nodes = [{ name: 'node-1' }] }: Run): Picture {
  const key = JSON.stringify([manifest, until, nodes]);
  const known = runs.get(key);
  if (known) return known;
  const cluster = new Cluster({ nodes });
  const from = cluster.clock.now;
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  if (exit !== 0) throw new Error(`this manifest is not accepted:\n${manifest}\n${stderr}`);
  const end = from + until * 1000;
  cluster.runUntil(end);
  const picture = pictureOf(cluster.history, { from, until: end });
  runs.set(key, picture);
  return picture;
}
