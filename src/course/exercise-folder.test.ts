import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readExercise } from './exercise-folder.ts';

const ID = 'predict-qos';

/** The folder of exercises with one file of one of them written anew; taken away where there is no text. */
function withFile(file: string, text: string | undefined): URL {
  const folder = mkdtempSync(join(tmpdir(), 'exercise-folder-'));
  cpSync(`exercises/${ID}`, join(folder, ID), { recursive: true });
  if (text === undefined) rmSync(join(folder, ID, file));
  else writeFileSync(join(folder, ID, file), text);
  return pathToFileURL(`${folder}/`);
}

test.each([
  ['exercise.yaml', 'type: essay\n', /^exercises\/predict-qos\/exercise\.yaml: type: /],
  ['feedback.yaml', 'redis: [\n', /^exercises\/predict-qos\/feedback\.yaml: .* at line 2/],
  ['feedback.yaml', undefined, /^exercises\/predict-qos\/feedback\.yaml: ENOENT/],
  ['solution.answers', 'Guaranteed\n', /^exercises\/predict-qos\/solution\.answers: an answers file has/],
  ['rejected/one.answers', '- 1\n', /^exercises\/predict-qos\/rejected\/one\.answers: an answers file has/],
])('what is wrong with %s is told with its name: %j', (file, text, message) =>
  expect(() => readExercise(ID, withFile(file, text))).toThrow(message),
);

test('an exercise that is not there is told with those that share a word', () =>
  expect(() => readExercise('quiz-qos')).toThrow(/no exercise quiz-qos\. Like it: .*predict-qos.*quiz-qos-eviction/));
