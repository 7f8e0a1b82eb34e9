/** A learner's answer as a file: what "Download hand-in" writes and `inside-the-pod regrade` reads. */
import * as z from 'zod';
import { submission } from '../sandbox/protocol.ts';

const handIn = z.object({
  /** The exercise's id. */
  exercise: z.string(),
  submission,
  /** What the learner's page said. It is compared, never believed. */
  verdict: z.optional(z.object({ passed: z.boolean() })),
});
export type HandIn = z.infer<typeof handIn>;

/** Throws an Error that says what is wrong with the text and where. */
export function readHandIn(text: string): HandIn {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`it is no JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const read = handIn.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`it is no hand-in: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not as expected'}`);
}
