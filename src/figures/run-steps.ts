import { Cluster, type NodeSpec, type ScheduleTrace, type Seconds } from '../simulator/index.ts';
import type { Picture } from './picture.ts';
import { pictureOf } from './picture-of.ts';

export interface Step {
  readonly at: Seconds;
  readonly command: string;
  readonly stdin?: string;
}

export interface Steps {
  readonly nodes: readonly NodeSpec[];
  /** Manifests that have settled when the story begins. */
  readonly before?: string;
  readonly steps: readonly Step[];
  readonly until: Seconds;
}

export interface StepsResult {
  readonly picture: Picture;
  /** The scheduler's attempts since the story began, in order. */
  readonly traces: readonly { readonly at: Seconds; readonly trace: ScheduleTrace }[];
  readonly cluster: Cluster;
  /** What kubectl prints at the end of the run. */
  readonly kubectl: (line: string) => string;
}

const SETTLING = 10_000;

/** Runs commands on a cluster at their seconds, for a page's figures and numbers: a story where a single manifest tells too little. */
export function runSteps({ nodes, before, steps, until }: Steps): StepsResult {
  const cluster = new Cluster({ nodes });
  const ask = (command: string, stdin?: string): void => {
    const { exit, stderr } = cluster.kubectl(command, stdin);
    if (exit !== 0) throw new Error(`${command} failed: ${stderr}`);
  };
  if (before) ask('kubectl apply -f -', before);
  cluster.runUntil(SETTLING);
  for (const { at, command, stdin } of steps) {
    cluster.runUntil(SETTLING + at * 1000);
    ask(command, stdin);
  }
  const end = SETTLING + until * 1000;
  cluster.runUntil(end);
  return {
    picture: pictureOf(cluster.history, { from: SETTLING, until: end }),
    traces: cluster.history.entries.flatMap((entry) =>
      entry.type === 'schedule' && entry.at >= SETTLING
        ? [{ at: (entry.at - SETTLING) / 1000, trace: entry.trace as ScheduleTrace }]
        : [],
    ),
    cluster,
    kubectl: (line) => {
      const { stdout, stderr } = cluster.kubectl(line);
      return (stdout + stderr).trimEnd();
    },
  };
}
