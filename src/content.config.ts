import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { exercise, exerciseFeedback } from './course/exercise.ts';
import { lesson } from './course/lesson.ts';

const folder = ({ entry }: { entry: string }): string => entry.split('/').slice(0, -1).join('/');

export const collections = {
  /** Id: language/module/lesson. */
  lessons: defineCollection({ loader: glob({ base: './content', pattern: '*/*/*.mdx' }), schema: lesson }),
  /** Id: the exercise's folder. */
  exercises: defineCollection({
    loader: glob({ base: './exercises', pattern: '*/exercise.yaml', generateId: folder }),
    schema: exercise,
  }),
  feedback: defineCollection({
    loader: glob({ base: './exercises', pattern: '*/feedback.yaml', generateId: folder }),
    schema: exerciseFeedback,
  }),
  /** Id: exercise/language. */
  tasks: defineCollection({
    loader: glob({
      base: './exercises',
      pattern: '*/task.*.md',
      generateId: ({ entry }) => entry.replace(/\/task\.(\w+)\.md$/, '/$1'),
    }),
  }),
};
