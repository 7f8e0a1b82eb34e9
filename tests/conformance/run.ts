/**
 * Holds the simulator against the recordings of a real cluster.
 *   npm run conformance                       every area, and the kept figures
 *   npm run conformance -- <area> [--data file.json] [--only text] [--show n] [--answers out.json] [--json]
 * `--keep` writes the figures where they rose. `recorded/` holds what was recorded by recorder/; `--data` asks
 * that file alone.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Area, Case } from './area.ts';
import { differences, lines } from './compare.ts';
import { AREAS, recordingFiles, type AreaName } from './recordings.ts';

const here = (path: string): URL => new URL(path, import.meta.url);
const readJson = <T>(path: string | URL): T => JSON.parse(readFileSync(path, 'utf8')) as T;

interface Figures {
  area: AreaName;
  cases: number;
  passed: number;
  failed: string[];
}

/** A controllers' or a kubectl session's question keeps what is asked of each line, without what was answered. */
const SAID = ['exit', 'stdout', 'stderr', 'status', 'message'];
const LISTS = ['said', 'outputs', 'execs'];

function question(recorded: Case, area: Area): Case {
  const asked: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(recorded)) {
    if (area.answers.includes(field)) continue;
    asked[field] =
      LISTS.includes(field) && Array.isArray(value)
        ? value.map((line) => Object.fromEntries(Object.entries(line as object).filter(([k]) => !SAID.includes(k))))
        : value;
  }
  if (Array.isArray(recorded['samples']))
    asked['sampleTimes'] = (recorded['samples'] as { t: number }[]).map((s) => s.t);
  if (area.answers.includes('results') && Array.isArray(recorded['results']))
    asked['recordedNodes'] = (recorded['results'] as { node?: string }[]).map((r) => r.node); // to follow the random choice among ties
  return asked as Case;
}

/** A recording and what the simulator answers to its question. */
export interface Held {
  readonly recorded: Case;
  readonly answer: Record<string, unknown>;
  /** How they differ, in words, by the id of the part that differs. */
  readonly differing: ReadonlyMap<string, readonly string[]>;
  readonly parts: number;
}

/** Asks the simulator every question of an area. */
export async function* heldAgainst(name: AreaName, recordings: readonly Case[]): AsyncGenerator<Held> {
  const { area } = (await import(here(`./areas/${name}.ts`).href)) as { area: Area };
  for (const recorded of recordings) {
    let answer: Record<string, unknown> = {};
    let thrown: unknown;
    try {
      answer = area.answer(question(recorded, area));
    } catch (error) {
      thrown = error;
    }
    const parts = lines(name, recorded);
    const differing = new Map<string, readonly string[]>();
    for (const part of parts) {
      const out = thrown
        ? [`threw ${thrown instanceof Error ? thrown.stack : String(thrown)}`]
        : differences(name, part, answer);
      if (out.length > 0) differing.set(part.id, out);
    }
    yield { recorded, answer, differing, parts: parts.length };
  }
}

export async function measure(
  name: AreaName,
  options: {
    data?: string | undefined;
    only?: string | undefined;
    answers?: string | undefined;
    show?: number | undefined;
  } = {},
): Promise<Figures> {
  const recorded = readJson<Case[]>(options.data ?? here(`./data/${name}.json`)).filter(
    (c) => !options.only || c.id.includes(options.only),
  );
  const failed: string[] = [];
  const answers: unknown[] = [];
  let cases = 0;
  let shown = 0;
  for await (const held of heldAgainst(name, recorded)) {
    answers.push({ ...held.answer, id: held.recorded.id });
    cases += held.parts;
    for (const [id, out] of held.differing) {
      failed.push(id);
      if (shown++ < (options.show ?? 0)) console.log(`${id}\n    ${out.slice(0, 4).join('\n    ')}`);
    }
  }
  if (options.answers) writeFileSync(options.answers, JSON.stringify(answers));
  return { area: name, cases, passed: cases - failed.length, failed };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      only: { type: 'string' },
      answers: { type: 'string' },
      show: { type: 'string' },
      json: { type: 'boolean' },
      keep: { type: 'boolean' },
    },
  });
  const unknown = positionals.find((p) => !AREAS.includes(p as AreaName));
  if (unknown) throw new Error(`no area ${unknown}: ${AREAS.join(' ')}`);
  const names = positionals.length ? (positionals as AreaName[]) : AREAS;
  const keptFile = here('./kept.json');
  const kept = existsSync(keptFile) ? readJson<Record<string, number>>(keptFile) : {};
  const exceptions = readJson<Record<string, string>>(here('./exceptions.json'));
  const sets = names.flatMap((name): { name: AreaName; label: string; data: string | undefined }[] =>
    values.data || values.answers
      ? [{ name, label: name, data: values.data }]
      : recordingFiles(name).map(({ label, path }) => ({ name, label, data: path })),
  );
  for (const { name, label, data } of sets) {
    const figures = await measure(name, {
      ...values,
      data,
      show: Number(values.show ?? (positionals.length && !values.json ? 5 : 0)),
    });
    const excused = figures.failed.filter((id) => id in exceptions).length;
    if (!values.json || !positionals.length)
      console.log(
        `${label.padEnd(20)} ${String(figures.passed).padStart(5)} of ${String(figures.cases).padStart(5)}  ${((100 * figures.passed) / Math.max(1, figures.cases)).toFixed(1).padStart(5)} %${excused ? `  (${excused} exceptions)` : ''}`,
      );
    if (values.json) console.log(JSON.stringify(figures));
    if (values.data || values.only) continue;
    if (figures.passed < (kept[label] ?? 0)) {
      console.error(`${label}: ${figures.passed} pass, ${kept[label]} are kept: figures only rise`);
      process.exitCode = 1;
    } else if (values.keep) kept[label] = figures.passed;
  }
  if (values.keep) writeFileSync(keptFile, `${JSON.stringify(kept, null, 2)}\n`);
}

if (import.meta.main) await main();
