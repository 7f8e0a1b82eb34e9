/** What crosses the sandbox's border, checked on both sides. Plain data only. */
import * as z from 'zod/mini';
import type { Picture } from '../figures/picture.ts';

/** zod would otherwise try `new Function`, which the page's policy reports as a violation. */
z.config({ jitless: true });

export const submission = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('manifest'), yaml: z.string() }),
  z.object({
    kind: z.literal('session'),
    /** Terminal lines with their virtual second, and after how many seconds Ctrl-C ended one that would have gone on. */
    lines: z.array(
      z.object({
        at: z.number(),
        command: z.string(),
        stdin: z.optional(z.string()),
        seconds: z.optional(z.number()),
      }),
    ),
    found: z.optional(z.record(z.string(), z.string())),
  }),
  z.object({
    kind: z.literal('answers'),
    answers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  }),
]);
export type Submission = z.infer<typeof submission>;

export const state = z.enum(['passed', 'failed', 'not-reached']);
export type State = z.infer<typeof state>;

const facts = z.record(z.string(), z.union([z.string(), z.number()]));
/** `pod`: "namespace/name" of the Pod that was looked at, where it was one. */
const moment = z.object({ variant: z.string(), at: z.number(), pod: z.optional(z.string()) });

export const checkResult = z.object({
  id: z.string(),
  state,
  /** Variant id → state; the first is the shown cluster. */
  variants: z.record(z.string(), state),
  /** What feedback.yaml's {placeholders} are filled with, of the first failing variant. */
  facts,
  moment: z.optional(moment),
  /** The chain of causes at that moment, the nearest first. */
  cause: z.optional(z.array(z.string())),
  /** The fields that decided, the likelier first, where what was tested knows them: "deployment[web].spec.replicas". */
  fields: z.optional(z.array(z.string())),
});
export type CheckResult = z.infer<typeof checkResult>;

/**
 * Something the API server (or the reader before it) said about the learner's YAML, or a note that a part of it is valid and
 * not simulated; lines and columns count from 1.
 */
export const problem = z.object({
  severity: z.enum(['error', 'warning', 'note']),
  /** What kubectl would print; a note's is ours. */
  message: z.string(),
  /** Under which it is explained: in src/course/explanations.ts, or, for what is not simulated, in src/i18n/not-simulated.ts. */
  code: z.optional(z.string()),
  /** Field path where one is known: spec.containers[0].image */
  path: z.optional(z.string()),
  line: z.number(),
  column: z.number(),
  endColumn: z.optional(z.number()),
});
export type Problem = z.infer<typeof problem>;

const picture = z.custom<Picture>(
  (value) => typeof value === 'object' && value !== null && 'until' in value && 'pods' in value,
);

export const verdict = z.object({
  exercise: z.string(),
  passed: z.boolean(),
  checks: z.array(checkResult),
  problems: z.array(problem),
  /** Variant id → its run, for the figures. */
  pictures: z.record(z.string(), picture),
});
export type Verdict = z.infer<typeof verdict>;

/** What one variant's run says of each check. Of a check that is not about it, only the id. */
export const variantResult = z.object({
  variant: z.string(),
  /** The manifest was refused there. */
  refused: z.boolean(),
  checks: z.array(
    z.object({
      id: z.string(),
      state: z.optional(state),
      facts: z.optional(facts),
      moment: z.optional(moment),
      cause: z.optional(z.array(z.string())),
      fields: z.optional(z.array(z.string())),
    }),
  ),
  problems: z.array(problem),
  picture: z.optional(picture),
});
export type VariantResult = z.infer<typeof variantResult>;

/** Each `of`-th variant, from number `index` on. */
export const share = z.object({ index: z.number(), of: z.number() });
export type Share = z.infer<typeof share>;

/** The files of an exercise that the guest needs. */
export const exerciseFiles = z.object({
  id: z.string(),
  type: z.enum(['manifest', 'predict', 'diagnose', 'quiz']),
  /** What is in the cluster before the learner: Kubernetes manifests. */
  cluster: z.string(),
});
export type ExerciseFiles = z.infer<typeof exerciseFiles>;

/** Why a submission has no verdict: a limit of the sandbox, named. */
export const stopped = z.object({
  limit: z.enum([
    'size',
    'time',
    'memory',
    'stack',
    'steps',
    'objects',
    'processes',
    'files',
    'depth',
    'log',
    'events',
    'cancelled',
    'crash',
  ]),
  message: z.string(),
});
export type Stopped = z.infer<typeof stopped>;

/** A share of a submission's variants, tried up to the first that a limit stopped. */
export const trial = z.object({
  results: z.array(variantResult),
  stopped: z.optional(z.object({ variant: z.number(), why: stopped })),
});
export type Trial = z.infer<typeof trial>;

/** What the learner's manifest does in the shown cluster, before they submit. */
export const preview = z.object({ problems: z.array(problem), picture: z.optional(picture) });
export type Preview = z.infer<typeof preview>;

/** A terminal line's answer in a live cluster, and the cluster after it. */
export const terminalOutput = z.object({
  exit: z.number(),
  output: z.string(),
  at: z.number(),
  picture,
  /** The line goes on as time runs: more of its output comes with the next waits. */
  running: z.optional(z.boolean()),
});
export type TerminalOutput = z.infer<typeof terminalOutput>;

/** What may stand at a place: in a manifest, or at the end of a terminal's line. */
export const completion = z.object({
  /** Where the word that an item replaces begins, in characters from 0. */
  from: z.number(),
  items: z.array(
    z.object({
      label: z.string(),
      /** Its type, or what it is. */
      detail: z.optional(z.string()),
      /** What is written; the label where nothing is said. */
      insert: z.optional(z.string()),
    }),
  ),
  /** The field at that place, where the facts know it. */
  field: z.optional(
    z.object({
      /** spec.containers[].image */
      path: z.string(),
      type: z.string(),
      required: z.boolean(),
      /** All values it may have, where they are counted. */
      values: z.optional(z.array(z.string())),
    }),
  ),
});
export type Completion = z.infer<typeof completion>;

/** What the guest can be asked, and how it answers. */
export const calls = {
  grade: { request: z.object({ exercise: exerciseFiles, submission }), response: verdict },
  /** As `grade`, for a share of the variants; compose.ts puts them together. */
  try: { request: z.object({ exercise: exerciseFiles, submission, share }), response: trial },
  /** Has the clusters of an exercise ready, as the learner meets them, for every later call. */
  prepare: { request: z.object({ exercise: exerciseFiles }), response: z.object({}) },
  preview: { request: z.object({ exercise: exerciseFiles, submission }), response: preview },
  open: { request: z.object({ exercise: exerciseFiles }), response: terminalOutput },
  type: { request: z.object({ command: z.string(), stdin: z.optional(z.string()) }), response: terminalOutput },
  /** Ctrl-C: ends the line that goes on. */
  interrupt: { request: z.object({}), response: terminalOutput },
  wait: { request: z.object({ seconds: z.number() }), response: terminalOutput },
  complete: { request: z.object({ yaml: z.string(), offset: z.number() }), response: completion },
  completeLine: { request: z.object({ line: z.string() }), response: completion },
} as const;
export type Method = keyof typeof calls;
export type Request<M extends Method> = z.infer<(typeof calls)[M]['request']>;
export type Response<M extends Method> = z.infer<(typeof calls)[M]['response']>;

/** A call's end: its value, or the limit that stopped it. */
export type Ended<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'stopped'; readonly stopped: Stopped };
export type Outcome = Ended<Verdict>;

/** Page → worker. `session` names a live cluster; calls without one each meet a clean guest. */
export const toWorker = z.object({
  id: z.number(),
  method: z.enum([
    'grade',
    'try',
    'prepare',
    'preview',
    'open',
    'type',
    'interrupt',
    'wait',
    'complete',
    'completeLine',
  ]),
  session: z.optional(z.number()),
  payload: z.unknown(),
});
export type ToWorker = z.infer<typeof toWorker>;

/** Worker → page. */
export const fromWorker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('progress'), id: z.number(), done: z.number(), total: z.number() }),
  z.object({ type: z.literal('done'), id: z.number(), value: z.unknown() }),
  z.object({ type: z.literal('stopped'), id: z.number(), stopped }),
]);
export type FromWorker = z.infer<typeof fromWorker>;
