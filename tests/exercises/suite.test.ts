/** For every exercise: the start fails, the solution and accepted/ pass, each rejected answer fails first at the check it names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { graders } from '../../graders/index.ts';
import { judge } from '../../graders/kit/judge.ts';
import { exerciseIds, readExercise } from '../../src/course/exercise-folder.ts';
import { pointed } from '../../src/course/feedback.ts';
import type { CheckResult, Submission, Verdict } from '../../src/sandbox/protocol.ts';
import { placeOfCheck } from '../../src/workspace/check-place.ts';

describe.each(exerciseIds())('%s', (id) => {
  const folder = readExercise(id);
  const grader = graders[id]!;
  /** Each answer is judged once, and asked several things. */
  const verdicts = new Map<Submission, Verdict>();
  const verdictOn = (submission: Submission): Verdict => {
    const verdict = verdicts.get(submission) ?? judge(grader, folder.files, submission);
    verdicts.set(submission, verdict);
    return verdict;
  };
  const failures = (verdict: Verdict): unknown =>
    verdict.checks
      .filter((c) => c.state !== 'passed')
      .map(({ id: check, state, variants, facts }) => ({ check, state, variants, facts }));

  test('nothing of the template is left to fill in', () => {
    const files = readdirSync(`exercises/${id}`, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    const left = files.filter((f) => readFileSync(join(f.parentPath, f.name), 'utf8').includes('FILL IN'));
    expect(left.map((f) => f.name)).toEqual([]);
  });
  test('the start fails', () => expect(verdictOn(folder.start).passed).toBe(false));
  test('the solution passes', () => expect(failures(verdictOn(folder.solution))).toEqual([]));
  test.each(folder.accepted)('accepted/$name passes', ({ submission }) =>
    expect(failures(verdictOn(submission))).toEqual([]),
  );
  test.each(folder.rejected)('rejected/$name fails at $caughtBy', ({ submission, caughtBy }) => {
    expect(verdictOn(submission).checks.find((c) => c.state === 'failed')?.id).toBe(caughtBy);
  });
  test('every check has its texts, every text its check, every variant its name', () => {
    const verdict = verdictOn(folder.solution);
    expect(Object.keys(folder.feedback)).toEqual(verdict.checks.map((c) => c.id));
    expect(Object.keys(folder.exercise.variants)).toEqual(Object.keys(grader.type === 'quiz' ? {} : grader.variants));
  });
  const failedBy = (submission: Submission): CheckResult[] =>
    verdictOn(submission).checks.filter((c) => c.state === 'failed');
  const wrong = [folder.start, ...folder.rejected.map((r) => r.submission)];
  test('what of the YAML decided is known of every failed check', () => {
    const unknown = wrong.flatMap((submission) => {
      if (submission.kind !== 'manifest') return [];
      return failedBy(submission)
        .filter((check) => !placeOfCheck(check, submission.yaml, pointed(folder.feedback[check.id]!, check.facts)))
        .map((check) => check.id);
    });
    expect([...new Set(unknown)]).toEqual(id === 'capstone-production-web' ? ['loss'] : []); // which counts all of a storm
  });
  test('a failed check leaves no placeholder unfilled', () => {
    const told = wrong.flatMap(failedBy);
    const texts = told.map(({ id: check, facts }) => [
      check,
      JSON.stringify(folder.feedback[check])
        .match(/\{[\w-]+\}/g)
        ?.filter((p) => !(p.slice(1, -1) in facts)) ?? [],
    ]);
    expect(texts.filter(([, missing]) => missing!.length)).toEqual([]);
  });
});
