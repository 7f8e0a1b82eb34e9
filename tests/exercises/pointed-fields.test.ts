/** Every field that an exercise's feedback names is one that the API has. */
import { expect, test } from 'vitest';
import { exerciseIds, readExercise } from '../../src/course/exercise-folder.ts';
import { resources } from '../../src/simulator/api/resources.ts';
import { definitionOf } from '../../src/simulator/api/schema/definitions.ts';

/** @param path - "deployment.spec.strategy"; what brackets choose does not matter, placeholders are filled with "liveness" */
function isField(path: string): boolean {
  const [kind = '', ...steps] = path
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\{\w+\}/g, 'liveness')
    .split('.');
  const resource = resources.find((each) => each.kind.toLowerCase() === kind);
  let type = resource && `#${resource.definition}`;
  for (const step of steps) {
    const [, depth = '', of = ''] = /^((?:\[\]|\{\})*)(.*)$/.exec(type ?? '') ?? [];
    if (depth.endsWith('{}')) type = of;
    else type = of.startsWith('#') ? definitionOf(of.slice(1))?.[step]?.type : undefined;
  }
  return type !== undefined;
}

test('a field is one of its kind', () => {
  expect(
    ['deployment[web].spec.strategy', 'pod.spec.containers[{c}].{probe}Probe', 'pod.metadata.labels.app'].every(
      isField,
    ),
  ).toBe(true);
  expect(['deployment.strategy', 'gadget.spec', 'pod.spec.containers.image.tag'].some(isField)).toBe(false);
});

test('each field that feedback names is there', () => {
  const named = exerciseIds().flatMap((id) =>
    Object.values(readExercise(id).feedback).flatMap((feedback) =>
      [feedback, ...feedback.cases].flatMap(({ field = [] }) => [field].flat().map((path) => ({ id, path }))),
    ),
  );
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ path }) => !isField(path))).toEqual([]);
});
