/** What of the plan is published, in order: pages, maps and links read this. */
import type { Exercise } from './exercise.ts';
import type { Module, PlannedLesson } from './modules.ts';

export interface Step {
  /** Unique among steps; progress is kept by it. */
  readonly key: `lesson/${string}` | `exercise/${string}`;
  readonly kind: 'lesson' | 'exercise';
  readonly id: string;
}

export interface PublishedExercise {
  readonly id: string;
  readonly data: Exercise;
}

export interface PublishedLesson extends PlannedLesson {
  readonly exercises: readonly PublishedExercise[];
}

export interface PublishedModule extends Omit<Module, 'lessons'> {
  readonly planned: number;
  readonly lessons: readonly PublishedLesson[];
  /** Planned and not written yet. */
  readonly toCome: readonly PlannedLesson[];
  /** Exercises whose lesson is not written yet. */
  readonly strayExercises: readonly PublishedExercise[];
  readonly steps: readonly Step[];
}

/**
 * Lays what exists over the plan: each lesson is followed by its exercises, by their order and then their id.
 * Throws where an exercise names a lesson that the plan does not know.
 */
export function outline(
  plan: readonly Module[],
  lessons: ReadonlySet<string>,
  exercises: readonly PublishedExercise[],
): readonly PublishedModule[] {
  const planned = new Set(plan.flatMap((module) => module.lessons.map((lesson) => lesson.id)));
  for (const { id, data } of exercises)
    if (!planned.has(data.lesson)) throw new Error(`exercise ${id}: no lesson ${data.lesson} in the plan`);
  for (const id of lessons) if (!planned.has(id)) throw new Error(`lesson ${id} is not in the plan`);

  const of = (lesson: string): readonly PublishedExercise[] =>
    exercises
      .filter(({ data }) => data.lesson === lesson)
      .sort((a, b) => a.data.order - b.data.order || (a.id < b.id ? -1 : 1));

  return plan.map(({ lessons: all, ...module }) => {
    const published = all
      .filter(({ id }) => lessons.has(id))
      .map((lesson) => ({ ...lesson, exercises: of(lesson.id) }));
    const toCome = all.filter(({ id }) => !lessons.has(id));
    const strayExercises = toCome.flatMap(({ id }) => of(id));
    return {
      ...module,
      planned: all.length,
      lessons: published,
      toCome,
      strayExercises,
      steps: [
        ...published.flatMap((lesson) => [
          step('lesson', lesson.id),
          ...lesson.exercises.map(({ id }) => step('exercise', id)),
        ]),
        ...strayExercises.map(({ id }) => step('exercise', id)),
      ],
    };
  });
}

const step = (kind: Step['kind'], id: string): Step => ({ key: `${kind}/${id}`, kind, id });
