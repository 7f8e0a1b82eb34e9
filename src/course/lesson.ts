import * as z from 'zod';

/** The front matter of content/<language>/<module>/<lesson>.mdx. Title, order and minutes are the plan's (modules.ts). */
export const lesson = z.strictObject({
  /** One or two sentences under the title: the question that the lesson answers. */
  hook: z.string().min(1),
  /** For search engines and lists, at most 160 characters. */
  description: z.string().min(1).max(160),
  /** "can compute …", as the curriculum has them. */
  outcomes: z.array(z.string().min(1)).min(1),
});
export type Lesson = z.infer<typeof lesson>;
