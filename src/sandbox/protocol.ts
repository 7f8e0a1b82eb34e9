/** What crosses the sandbox's border, checked on both sides. Plain data only. */
import * as z from 'zod/mini';
import type { Picture } from '../figures/picture.ts';

export const submission = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('manifest'), yaml: z.string() }),
  z.object({
    kind: z.literal('session'),
    /** Terminal lines with their virtual second. */
    lines: z.array(z.object({ at: z.number(), command: z.string(), stdin: z.optional(z.string()) })),
    found: z.optional(z.record(z.string(), z.string())),
  }),
  z.object({ kind: z.literal('answers'), answers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])) }),
]);
export type Submission = z.infer<typeof submission>;

export const state = z.enum(['passed', 'failed', 'not-reached']);
export type State = z.infer<typeof state>;

export const checkResult = z.object({
  id: z.string(),
  state,
  /** Variant id → state; the first is the shown cluster. */
  variants: z.record(z.string(), state),
  /** What feedback.yaml's {placeholders} are filled with, of the first failing variant. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  moment: z.optional(z.object({ variant: z.string(), at: z.number() })),
  /** The chain of causes at that moment, the nearest first. */
  cause: z.optional(z.array(z.string())),
});
export type CheckResult = z.infer<typeof checkResult>;

/** Something the API server (or the reader before it) said about the learner's YAML; lines and columns count from 1. */
export const problem = z.object({
  severity: z.enum(['error', 'warning']),
  /** What kubectl would print. */
  message: z.string(),
  /** Field path where one is known: spec.containers[0].image */
  path: z.optional(z.string()),
  line: z.number(),
  column: z.number(),
  endColumn: z.optional(z.number()),
});
export type Problem = z.infer<typeof problem>;

export const verdict = z.object({
  exercise: z.string(),
  passed: z.boolean(),
  checks: z.array(checkResult),
  problems: z.array(problem),
  /** Variant id → its run, for the figures. */
  pictures: z.record(z.string(), z.custom<Picture>((value) => typeof value === 'object' && value !== null)),
});
export type Verdict = z.infer<typeof verdict>;

/** The files of an exercise that the guest needs. */
export interface ExerciseFiles {
  readonly id: string;
  readonly type: 'manifest' | 'predict' | 'diagnose' | 'quiz';
  readonly cluster: string;
  readonly start: string;
}

/** Why a submission has no verdict: a limit of the sandbox, named. */
export const stopped = z.object({
  limit: z.enum(['size', 'time', 'memory', 'stack', 'objects', 'processes', 'log', 'events', 'cancelled', 'crash']),
  message: z.string(),
});
export type Stopped = z.infer<typeof stopped>;

export type Outcome = { readonly kind: 'verdict'; readonly verdict: Verdict } | { readonly kind: 'stopped'; readonly stopped: Stopped };

/** A terminal line's answer in a live cluster. */
export const terminalOutput = z.object({ exit: z.number(), output: z.string(), at: z.number() });
export type TerminalOutput = z.infer<typeof terminalOutput>;
