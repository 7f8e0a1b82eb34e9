/**
 * Changes each solution field by field and counts the mutants that its grader refuses, and tries every answer with twenty seeds.
 *   npm run mutate -- [exercise …] [--show] [--seeds n] [--json]
 * `--show` names the survivors; `--keep` writes the figures (kept.json), which only rise. `--quarter` takes a quarter of the
 * exercises, another each day. Exercises are shared among threads.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { exerciseIds } from '../../src/course/exercise-folder.ts';
import { seedOfDay } from '../fuzz/fuzz.ts';
import { score, type Score } from './score.ts';

/** Overall, and of each exercise. */
const LEAST = { overall: 0.97, exercise: 0.9 };
const KEPT = new URL('kept.json', import.meta.url);

/** What a thread is asked. */
interface Job {
  readonly id: string;
  readonly seeds: number;
}

interface Figures {
  mutants: number;
  same: number;
  killed: number;
  share: number;
}
interface Kept extends Figures {
  exercises: Record<string, Figures>;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      show: { type: 'boolean' },
      json: { type: 'boolean' },
      keep: { type: 'boolean' },
      seeds: { type: 'string', default: '20' },
      quarter: { type: 'boolean' },
    },
  });
  const day = seedOfDay(Date.now());
  const ids = positionals.length ? positionals : exerciseIds().filter((_, i) => !values.quarter || i % 4 === day % 4);
  const scores = await scoresOf(ids, Number(values.seeds));
  const exercises: Record<string, Figures> = {};
  for (const id of ids) {
    const found = scores.get(id);
    if (!found) continue;
    const { survived, stale, flipped, ...figures } = found;
    exercises[id] = figures;
    if (!values.json) console.log(row(id, figures));
    if (!values.json && (values.show || figures.share < LEAST.exercise))
      for (const name of survived) console.log(`    ${name}`);
    if (figures.share < LEAST.exercise) fail(`${id}: ${percent(figures.share)} is under ${percent(LEAST.exercise)}`);
    for (const flip of flipped) fail(`${id}: ${flip}`);
    for (const name of stale) fail(`${id}: mutants.yaml speaks of no mutant that passes: ${name}`);
  }
  const kept = existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, 'utf8')) as Kept) : undefined;
  for (const [id, { share }] of Object.entries(exercises)) {
    const before = kept?.exercises[id]?.share ?? 0;
    if (share < before) fail(`${id}: ${percent(share)} is under the kept ${percent(before)}: it only rises`);
  }
  const all = total(Object.values(exercises));
  console.log(values.json ? JSON.stringify({ ...all, exercises }) : row('all', all));
  if (positionals.length || values.quarter) return;
  if (all.share < LEAST.overall) fail(`${percent(all.share)} is under ${percent(LEAST.overall)}`);
  if (values.keep) writeFileSync(KEPT, `${JSON.stringify({ ...all, exercises }, null, 2)}\n`);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const row = (id: string, { mutants, same, killed, share }: Figures): string =>
  `${id.padEnd(28)} ${String(killed).padStart(5)} of ${String(mutants - same).padStart(5)}  ${percent(share).padStart(7)}  (${same} do the same)`;

function total(all: readonly Figures[]): Figures {
  const sum = (of: 'mutants' | 'same' | 'killed'): number => all.reduce((n, figures) => n + figures[of], 0);
  const [mutants, same, killed] = [sum('mutants'), sum('same'), sum('killed')];
  return { mutants, same, killed, share: mutants === same ? 1 : killed / (mutants - same) };
}

/** Each thread takes the next exercise when it is done with one. */
async function scoresOf(ids: readonly string[], seeds: number): Promise<Map<string, Score>> {
  const scores = new Map<string, Score>();
  const queue = [...ids];
  const threads = Math.min(availableParallelism(), ids.length);
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(new URL(import.meta.url), { workerData: 'scores' });
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
        worker.postMessage({ id, seeds } satisfies Job);
        const [found] = (await once(worker, 'message')) as [Score | undefined];
        if (found) scores.set(id, found);
      }
      await worker.terminate();
    }),
  );
  return scores;
}

if (isMainThread && import.meta.main) await main();
else if (workerData === 'scores')
  parentPort?.on('message', ({ id, seeds }: Job) => parentPort?.postMessage(score(id, seeds)));
