/** How many recorded answers match: the kept figures of the conformance suite over the recordings it counts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lines } from '../../tests/conformance/compare.ts';
import { AREAS, recordingFiles } from '../../tests/conformance/recordings.ts';
import type { TruthArea } from '../i18n/truth.ts';

export interface TruthFigure {
  readonly name: TruthArea;
  readonly passed: number;
  readonly cases: number;
}

/** Read when the site is built; no areas where the suite has kept nothing. */
export function truthFigures(folder = join(process.cwd(), 'tests/conformance')): readonly TruthFigure[] {
  const keptFile = join(folder, 'kept.json');
  if (!existsSync(keptFile)) return [];
  const kept = JSON.parse(readFileSync(keptFile, 'utf8')) as Record<string, number>;
  return AREAS.flatMap((name) => {
    let [passed, cases] = [0, 0];
    for (const { label, path } of recordingFiles(name, folder)) {
      if (kept[label] === undefined) continue;
      const all = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>[];
      passed += kept[label];
      cases += all.reduce((sum, recording) => sum + lines(name, recording).length, 0);
    }
    return cases === 0 ? [] : [{ name, passed, cases }];
  });
}

export interface MutationFigure {
  readonly killed: number;
  /** Mutants that are wrong answers: all but those that do what the solution does, or are right too. */
  readonly wrong: number;
  readonly exercises: number;
}

/** What `npm run mutate` has kept; undefined where it has kept nothing. */
export function mutationFigure(file = join(process.cwd(), 'tests/mutate/kept.json')): MutationFigure | undefined {
  if (!existsSync(file)) return undefined;
  const { mutants, same, killed, exercises } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly mutants: number;
    readonly same: number;
    readonly killed: number;
    readonly exercises: Readonly<Record<string, unknown>>;
  };
  return { killed, wrong: mutants - same, exercises: Object.keys(exercises).length };
}
