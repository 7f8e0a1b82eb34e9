/**
 * The budgets that are measured: those of the page only where the site is built.
 *   npm run bench                 a table
 *   npm run bench -- scheduler    only that part: grading, proof, reading, scheduler, controllers, terminal, page or peer
 *   npm run bench -- --json       and one JSON object as the last line
 */
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bundleGuest } from '../../scripts/build-guest.ts';
import { exerciseIds, readExercise } from '../../src/course/exercise-folder.ts';
import { bootInstance, type Instance } from '../../src/sandbox/host/instance.ts';
import { createSandbox } from '../../src/sandbox/client.ts';
import { createRunner } from '../../src/sandbox/host/runner.ts';
import { attacks } from '../security/attacks.ts';
import { longestFrames } from './frames.ts';
import { rolledOut, rollOn, scaleTo } from './rollout.ts';
import { TYPED, typedLine } from './typed-lines.ts';
import { scriptsOf } from './page-scripts.ts';
import { proofTimes } from './proof.ts';
import { startThread } from './sandbox-thread.ts';
import { noteScheduling } from './scheduler-rows.ts';
import { probedMinutes, readToStored, thousandProbed } from './work.ts';

interface Figure {
  readonly value: number;
  /** The budget of the design; none where the figure is a peer's or only reported. */
  readonly budget?: number;
}

const figures: Record<string, Figure> = {};
const note = (name: string, value: number, budget?: number): void => {
  figures[name] = { value: Math.round(value * 1000) / 1000, ...(budget === undefined ? {} : { budget }) };
  const over = budget !== undefined && value > budget ? '  over budget' : '';
  console.log(
    `${name.padEnd(44)} ${String(figures[name].value).padStart(10)}${budget === undefined ? '' : `  of ${budget}`}${over}`,
  );
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

function time(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
const timed = (times: number, work: () => unknown): number => median(Array.from({ length: times }, () => time(work)));

async function quickjs(entry: string): Promise<(method: string, n: number) => void> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  const instance: Instance = await bootInstance({ code: outputFiles[0]!.text });
  return (method, n) => {
    const result = instance.call(method, String(n), { timeout: 60_000 });
    if (result.kind === 'stopped') throw new Error(`${method}: ${result.stopped.message}`);
  };
}

interface Peer {
  readonly webernetesMinutes: () => Promise<number>;
  readonly webernetesScale: (nodes: number, pods: number) => Promise<number>;
}

/** The peer's files import one another without endings, as bundlers allow: it is bundled first. */
async function webernetes(): Promise<Peer> {
  const outfile = new URL('../../build/webernetes.mjs', import.meta.url);
  await build({
    entryPoints: [fileURLToPath(new URL('./webernetes.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: fileURLToPath(outfile),
    logLevel: 'error',
  });
  return (await import(outfile.href)) as Peer;
}

/** Wall milliseconds until a page's sandbox surely has both its workers, until an idle one has made clusters ready, and until what is expected has been tried. */
const BOTH_WORKERS = 5000;
const MADE_READY = 1500;
const TRIED = 1500;

/** As a page has it: two workers, and the exercise's clusters made ready since it was last asked about. */
async function verdicts(code: string): Promise<void> {
  const sandbox = createSandbox({ start: () => startThread(code) });
  const [any] = exerciseIds();
  await sandbox.preview(readExercise(any!).files, readExercise(any!).solution);
  await new Promise((resolve) => setTimeout(resolve, BOTH_WORKERS));
  const times: number[] = [];
  const afterPause: number[] = [];
  const medians: [id: string, ms: number][] = [];
  for (const id of exerciseIds()) {
    const { files, solution, exercise } = readExercise(id);
    if (exercise.type === 'quiz') continue;
    const own: number[] = [];
    const submit = async (): Promise<number> => {
      const started = performance.now();
      const outcome = await sandbox.grade(files, solution);
      if (outcome.kind === 'stopped') throw new Error(`${id}: ${outcome.stopped.message}`);
      return performance.now() - started;
    };
    await submit();
    await new Promise((resolve) => setTimeout(resolve, MADE_READY));
    for (let i = 0; i < 12; i++) {
      const ms = await submit();
      if (i >= 2) own.push(ms);
    }
    medians.push([id, median(own)]);
    if (exercise.type === 'predict') continue;
    times.push(...own);
    sandbox.expect(files, solution); // as the page says of a draft that was left alone for a third of a second
    await new Promise((resolve) => setTimeout(resolve, TRIED));
    afterPause.push(await submit());
  }
  sandbox.dispose();
  for (const [id, ms] of medians.sort((a, b) => b[1] - a[1])) note(`verdict-warm-${id}-median-ms`, ms);
  note('verdict-warm-median-ms', median(times), 40);
  note('verdict-warm-p95-ms', percentile(times, 0.95), 120);
  note('verdict-after-pause-median-ms', median(afterPause), 40);
  note('verdict-after-pause-p95-ms', percentile(afterPause, 0.95), 120);
}

/** Hostile submissions, each answered in a second. */
async function hostile(code: string): Promise<void> {
  const runner = createRunner({ code });
  const { files } = readExercise('command-or-args');
  const times: [name: string, ms: number][] = [];
  for (const [name, yaml] of attacks) {
    const started = performance.now();
    await runner.run('grade', { exercise: files, submission: { kind: 'manifest', yaml } });
    times.push([name, performance.now() - started]);
  }
  times.sort((a, b) => b[1] - a[1]);
  console.log(
    `slowest attacks: ${times
      .slice(0, 3)
      .map(([name, ms]) => `${name} ${Math.round(ms)} ms`)
      .join(', ')}`,
  );
  note('attack-slowest-ms', times[0]![1], 1000);
}

async function grading(): Promise<void> {
  const code = await bundleGuest();
  note('guest-bundle-gzip-kB', gzipSync(code, { level: 9 }).length / 1000, 240);
  const boot = performance.now();
  await bootInstance({ code });
  note('guest-boot-ms', performance.now() - boot);
  await verdicts(code);
  await hostile(code);
}

/** Every answer of every folder, as the proof suite judges them (in V8, without what the test runner adds). */
function proof(): void {
  const times = proofTimes();
  for (const { id, answers, ms } of times) note(`proof-${id}-${answers}-answers-ms`, ms);
  note('proof-all-s', times.reduce((sum, { ms }) => sum + ms, 0) / 1000);
}

async function readingAndProbes(): Promise<void> {
  const inQuickJs = await quickjs('./guest.ts');
  timed(200, () => readToStored(1));
  note('manifest-read-to-stored-v8-ms', timed(100, () => readToStored(10)) / 10, 0.3);
  inQuickJs('readToStored', 20);
  note('manifest-read-to-stored-quickjs-ms', timed(5, () => inQuickJs('readToStored', 20)) / 20, 3);
  const probed = (pods: number): number => timed(7, () => probedMinutes(pods));
  probed(2);
  note('ten-minutes-two-pods-v8-ms', probed(2), 10);
  inQuickJs('probedMinutes', 2);
  const probedInQuickJs = timed(5, () => inQuickJs('probedMinutes', 2));
  note('ten-minutes-two-pods-quickjs-ms', probedInQuickJs, 60);
  note('ten-minutes-one-pod-v8-ms', probed(1));
  for (const look of ['http', 'file', 'shell'] as const)
    note(
      `ten-minutes-thousand-pods-${look}-v8-ms`,
      timed(3, () => thousandProbed(look)),
      3000,
    );
}

function controllers(): void {
  for (let i = 0; i < 3; i++) rollOn(rolledOut(100));
  const hundred = rolledOut(100);
  const roll = timed(7, () => rollOn(hundred));
  note('rollout-hundred-replicas-ms', roll, 100);
  const wave = rolledOut(0);
  const up = timed(1, () => scaleTo(wave, 1000));
  note('wave-thousand-pods-up-ms', up);
  const down = timed(1, () => scaleTo(wave, 0));
  note('wave-thousand-pods-down-ms', down);
}

/** The slowest of the lines that people type most, each the median of several. */
async function terminal(): Promise<void> {
  const inQuickJs = await quickjs('./guest.ts');
  const slowest = (times: number, type: (n: number) => void): number => {
    const taken = TYPED.map((line, n) => [timed(times, () => type(n)), line] as const).sort((a, b) => b[0] - a[0]);
    console.log(`slowest line: ${taken[0]![1]}`);
    return taken[0]![0];
  };
  for (let i = 0; i < 5; i++) TYPED.forEach((_, n) => typedLine(n));
  note(
    'line-hundred-pods-v8-ms',
    slowest(15, (n) => typedLine(n)),
    5,
  );
  inQuickJs('typedLine', 0);
  note(
    'line-hundred-pods-quickjs-ms',
    slowest(5, (n) => inQuickJs('typedLine', n)),
    30,
  );
}

/** What a page must load before it hears a key, without what it loads later by itself: the simulator and the figures. */
function scripts(): void {
  const lesson = scriptsOf('en/probes/probe-timing');
  if (lesson === undefined) return;
  note('lesson-page-js-gzip-kB', lesson, 6);
  note('exercise-page-js-gzip-kB', scriptsOf('en/exercises/command-or-args')!, 40);
}

/** The page's thread while the simulator works, here and on a machine four times slower. */
async function page(): Promise<void> {
  scripts();
  for (const [slowdown, suffix, budget] of [[1, '', 50] as const, [4, '-four-times-slower'] as const]) {
    const frames = await longestFrames(slowdown);
    if (frames.length === 0) return console.log('page: not measured, the site is not built (npm run build)');
    for (const what of ['submitting', 'typing'] as const)
      note(`longest-frame-${what}${suffix}-ms`, Math.max(...frames.map((each) => each[what])), budget);
  }
}

/** Its scheduler places Pods by their number alone, and knows no requests, filters or scores. */
async function peer(): Promise<void> {
  const { webernetesMinutes, webernetesScale } = await webernetes();
  note('ten-minutes-one-pod-webernetes-ms', await webernetesMinutes());
  note('hundred-nodes-thousand-pods-webernetes-s', (await webernetesScale(100, 1000)) / 1000);
}

const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  grading,
  proof,
  reading: readingAndProbes,
  scheduler: () => noteScheduling(note),
  controllers,
  terminal,
  page,
  peer,
};
const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
for (const [name, part] of Object.entries(parts))
  if (positionals.length === 0 || positionals.includes(name)) await part();

if (values.json) console.log(JSON.stringify({ figures }));
