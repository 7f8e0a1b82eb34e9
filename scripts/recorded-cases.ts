/**
 * What the truth page loads when it is asked for: each recorded case with what the simulator answers today.
 *   node scripts/recorded-cases.ts <folder>
 * `<area>/index.json` names the cases; `<area>/<n>.json` holds some of them.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { heldAgainst } from '../tests/conformance/run.ts';
import { AREAS, recordingFiles, type AreaName } from '../tests/conformance/recordings.ts';
import type { Area, Case } from '../tests/conformance/area.ts';
import type { CaseIndex, ComparedCase } from '../src/course/recorded-case.ts';

/** Of one file: it is fetched for one case that is looked at. */
const MOST_BYTES = 100_000;

async function write(area: AreaName, folder: string): Promise<void> {
  const { area: fields } = (await import(`../tests/conformance/areas/${area}.ts`)) as { area: Area };
  const recordings = recordingFiles(area).flatMap(({ path }) => JSON.parse(readFileSync(path, 'utf8')) as Case[]);
  const compared: ComparedCase[] = [];
  for await (const { recorded, answer, differing } of heldAgainst(area, recordings)) {
    const question: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(recorded))
      if (field !== 'id' && !fields.answers.includes(field)) question[field] = value;
    compared.push({
      id: recorded.id,
      question,
      answers: fields.answers.map((field) => ({ field, recorded: recorded[field], simulated: answer[field] })),
      differing: [...differing.values()].flat(),
    });
  }
  mkdirSync(join(folder, area), { recursive: true });
  const files: string[][] = [[]];
  let bytes = 0;
  const cases = compared.map((one): CaseIndex['cases'][number] => {
    const json = JSON.stringify(one);
    if (bytes > 0 && bytes + json.length > MOST_BYTES) {
      files.push([]);
      bytes = 0;
    }
    files.at(-1)!.push(json);
    bytes += json.length;
    return [one.id, one.differing.length, files.length - 1];
  });
  files.forEach((jsons, i) => writeFileSync(join(folder, area, `${i}.json`), `[${jsons.join(',')}]`));
  writeFileSync(join(folder, area, 'index.json'), JSON.stringify({ cases } satisfies CaseIndex));
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node scripts/recorded-cases.ts <folder>');
for (const area of AREAS) await write(area, folder);
