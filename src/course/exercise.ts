/**
 * An exercise as its folder says it: `exercises/<id>/exercise.yaml`, `feedback.yaml` and the files beside them.
 * A teacher writes these without knowing TypeScript; whatever does not fit is refused with the field's path.
 */
import * as z from 'zod';

const text = z.strictObject({ en: z.string().min(1), ko: z.string().min(1) });
const texts = z
  .strictObject({ en: z.array(z.string().min(1)), ko: z.array(z.string().min(1)) })
  .refine(({ en, ko }) => en.length === ko.length, 'both languages have as many');
/** kebab-case, as folders, checks and lessons are named. */
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const choice = z.strictObject({
  id,
  label: text,
  /** Said when this option was chosen. */
  feedback: text.optional(),
});

/** One thing to answer: of a predict exercise or a quiz. What is right is the grader's matter, never written here. */
const question = z.discriminatedUnion('answer', [
  z.strictObject({ id, ask: text, answer: z.literal('number'), unit: text.optional() }),
  z.strictObject({ id, ask: text, answer: z.literal('text') }),
  z.strictObject({ id, ask: text, answer: z.literal('choice'), options: z.array(choice).min(2) }),
  /** Any number of the options. */
  z.strictObject({ id, ask: text, answer: z.literal('choices'), options: z.array(choice).min(2) }),
]);
export type Question = z.infer<typeof question>;

const common = {
  /** The lesson it belongs to; its module is the lesson's. */
  lesson: id,
  /** Where it stands among the exercises of its lesson; the smaller first. */
  order: z.number().int().default(1),
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  minutes: z.number().int().positive(),
  title: text,
  /** One sentence for lists and links. */
  summary: text.optional(),
  hints: texts,
  /** Variant id → its name in the results, the shown cluster first. Hidden ones read after "fails when": "node-b is cordoned". */
  variants: z.record(z.string(), text).default({}),
  /** Virtual seconds that the shown cluster's figures run. */
  until: z.number().positive().default(120),
};

export const exercise = z.discriminatedUnion('type', [
  /** `file` is what the editor's tab says; the starter is start.yaml. */
  z.strictObject({ type: z.literal('manifest'), file: z.string().default('pod.yaml'), ...common }),
  /** `manifests` are shown beside the questions: start.yaml, read-only. */
  z.strictObject({
    type: z.literal('predict'),
    file: z.string().default('pod.yaml'),
    questions: z.array(question).min(1),
    ...common,
  }),
  /** `try` are commands offered under the terminal; `questions` stand in the side panel and end up in `found`. */
  z.strictObject({
    type: z.literal('diagnose'),
    questions: z.array(question).default([]),
    try: z.array(z.string()).default([]),
    ...common,
  }),
  z.strictObject({ type: z.literal('quiz'), questions: z.array(question).min(1), ...common }),
]);
export type Exercise = z.infer<typeof exercise>;
export type ExerciseType = Exercise['type'];

/**
 * What of the learner's YAML decides, as `kubectl explain` writes it: the place that *show the moment* lights. Of several the
 * first that is written. "pod" is any Pod or template of one: "pod.spec.containers[{container}].livenessProbe".
 */
const path = z.string().regex(/^[a-z]+(\[[^\]]+\])?(\.[A-Za-z{}]+(\[[^\]]+\])?)*$/);
const field = z.union([path, z.array(path).min(1)]).optional();

/** What a failed check says; {placeholders} are filled from the check's facts. */
const feedback = z.strictObject({
  /** The check as the list names it before and after: "Ready within 60 s". */
  title: text,
  expected: text,
  /** Better texts for what went wrong in one way: the first case whose every `when` is found in the fact of its name. */
  cases: z
    .array(
      z.strictObject({
        when: z.record(z.string(), z.union([z.string(), z.number()])),
        got: text.optional(),
        why: text.optional(),
        look: text.optional(),
        field,
      }),
    )
    .default([]),
  got: text,
  why: text,
  look: text,
  field,
  /** What a choice's ids are called in {expected} and {got}; taken from the question, not written here. */
  options: z.record(z.string(), text).optional(),
});
export type Feedback = z.infer<typeof feedback>;

/** feedback.yaml: check id → its texts, in the order in which checks run. */
export const exerciseFeedback = z.record(id, feedback);
export type ExerciseFeedback = z.infer<typeof exerciseFeedback>;
