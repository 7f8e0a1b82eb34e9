/** The published course, read from content/ and exercises/ at build time. */
import { getCollection } from 'astro:content';
import { languages } from '../i18n/languages.ts';
import { modules } from './modules.ts';
import { outline, type PublishedModule } from './outline.ts';

/** A lesson is published when every language has it, an exercise when both tasks are written. */
export async function course(): Promise<readonly PublishedModule[]> {
  const [lessons, exercises, tasks] = await Promise.all([
    getCollection('lessons'),
    getCollection('exercises'),
    getCollection('tasks'),
  ]);
  const written = new Set(lessons.map(({ id }) => id));
  const tasked = new Set(tasks.map(({ id }) => id));
  const ids = modules.flatMap((module) =>
    module.lessons
      .filter(({ id }) => languages.every((language) => written.has(`${language}/${module.id}/${id}`)))
      .map(({ id }) => id),
  );
  return outline(
    modules,
    new Set(ids),
    exercises
      .filter(({ id }) => languages.every((language) => tasked.has(`${id}/${language}`)))
      .map(({ id, data }) => ({ id, data })),
  );
}
