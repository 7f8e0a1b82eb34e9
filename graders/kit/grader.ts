import type { Cluster, CommandResult, NodeSpec, Seconds } from '../../src/simulator/index.ts';
import type { Action, HttpReply } from './actions.ts';
import type { Duration } from './duration.ts';
import type { Facts, Finding } from './facts.ts';
import type { ImageEnv } from './image-env.ts';
import type { HistoryView } from './history-view.ts';
import type { Applied } from './manifest.ts';

/** What a test of a check looks at: one variant's run, ended. */
export interface Run {
  readonly cluster: Cluster;
  readonly history: HistoryView;
  /** The answer to a request that an action sent. */
  reply(name: string): Finding & { readonly reply: HttpReply };
  /** What a command that an action typed printed; it holds where the command ended well. */
  printed(name: string): Finding & CommandResult;
  /** diagnose: the second at which the learner's last command had ended. */
  readonly handedIn: Seconds;
  /** diagnose: what the learner says they found. */
  readonly found: Readonly<Record<string, string>>;
  /** manifest and predict: what became of what was handed in, warnings too. One, or one a document where each is handed in alone. */
  readonly applied: readonly Applied[];
}

export type Test = (run: Run) => Finding;
/** A check on all variants, or on those that are named. */
export type Check = Test | { readonly on: readonly string[]; readonly test: Test };

export interface Variant {
  readonly cluster: readonly NodeSpec[];
  /** Manifests that are there besides cluster.yaml. */
  readonly objects?: string;
  /** Environment that containers of an image get here, by the image's name without its tag. */
  readonly env?: ImageEnv;
  /** Time from an EndpointSlice's change to clients using it; 1 s unless said. */
  readonly propagation?: Duration;
  /** Controllers that it has besides Kubernetes' own; each is started with the cluster. */
  readonly controllers?: readonly ((cluster: Cluster) => void)[];
  /** How long the cluster ran before the learner came. */
  readonly before?: Duration;
  /** What happened before the learner came; times count from the cluster's start. */
  readonly earlier?: readonly Action[];
  readonly actions?: readonly Action[];
}

/** Variants are tried in order; the first is the shown cluster. Checks run in order; a check is reached once `applies` passed. */
export interface ManifestGrader {
  readonly type: 'manifest';
  readonly variants: Readonly<Record<string, Variant>>;
  readonly until: Duration;
  readonly checks: Readonly<Record<string, Check>>;
}

/** The session is replayed on the one cluster; checks look at what became of it `after` the last command. */
export interface DiagnoseGrader {
  readonly type: 'diagnose';
  readonly variants: Readonly<Record<string, Variant>>;
  /** How long the cluster runs on after the last command. */
  readonly after: Duration;
  /** What happens to the mended cluster; times count from the last command. */
  readonly then?: readonly Action[];
  readonly checks: Readonly<Record<string, Check>>;
}

export interface Question {
  /** The answer, computed from the run; a list is all the options that are right, in any order. */
  readonly truth: (run: Run) => string | number | readonly string[];
  /** The moment it asks about. */
  readonly at?: Duration;
  /** Numbers: how far off still counts. */
  readonly tolerance?: number;
  /** What else feedback can say than {expected} and {got}. */
  readonly facts?: (run: Run) => Facts;
}

/** cluster.yaml is run; every question is a check. */
export interface PredictGrader {
  readonly type: 'predict';
  /** Each document of cluster.yaml is handed in alone, and may be refused: that is what is asked. */
  readonly each?: true;
  readonly variants: Readonly<Record<string, Variant>>;
  readonly until: Duration;
  readonly questions: Readonly<Record<string, Question>>;
}

/** Question id → the right option, or all the right ones. */
export interface QuizGrader {
  readonly type: 'quiz';
  readonly answers: Readonly<Record<string, string | number | readonly string[]>>;
}

export type ClusterGrader = ManifestGrader | DiagnoseGrader | PredictGrader;
export type Grader = ClusterGrader | QuizGrader;

export const manifest = (grader: Omit<ManifestGrader, 'type'>): ManifestGrader => ({ type: 'manifest', ...grader });
export const diagnose = (grader: Omit<DiagnoseGrader, 'type'>): DiagnoseGrader => ({ type: 'diagnose', ...grader });
export const predict = (grader: Omit<PredictGrader, 'type'>): PredictGrader => ({ type: 'predict', ...grader });
export const quiz = (answers: QuizGrader['answers']): QuizGrader => ({ type: 'quiz', answers });
