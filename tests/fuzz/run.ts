/**
 * Throws mutated manifests and terminal lines at the simulator.
 *   npm run fuzz -- [--seed n] [--manifests n] [--lines n] [--only i] [--json]
 * `--only` prints the i-th manifest of a seed and its verdict.
 */
import { parseArgs } from 'node:util';
import { fuzz, seedOfDay } from './fuzz.ts';
import { manifestInput } from './inputs.ts';
import { verdictOf } from './verdict-of.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    manifests: { type: 'string', default: '100000' },
    lines: { type: 'string', default: '100000' },
    only: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const seed = Number(values.seed ?? seedOfDay(Date.now()));

if (values.only !== undefined) {
  const yaml = manifestInput(seed, Number(values.only));
  console.log(`${yaml}\n\n${verdictOf(yaml)}`);
} else {
  const started = performance.now();
  const { failures, slowest, answers } = fuzz({
    seed,
    manifests: Number(values.manifests),
    lines: Number(values.lines),
    onProgress: (done) => void (done > 0 && done % 10_000 === 0 && console.log(`${done} …`)),
  });
  for (const { index, input, what } of failures.slice(0, 20)) console.log(`\n--- ${index} ---\n${input}\n\n${what}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `\nseed ${seed}: ${values.manifests} manifests (${answers.taken} taken, ${answers.refused} refused, ${answers.stopped} stopped) and ${values.lines} lines in ${seconds} s`,
  );
  console.log(`slowest: ${slowest.milliseconds.toFixed(0)} ms, input ${slowest.index}`);
  console.log(`${failures.length} failures`);
  if (values.json)
    console.log(
      JSON.stringify({ seed, failures: failures.length, slowestMs: Math.round(slowest.milliseconds), answers }),
    );
  process.exit(failures.length > 0 ? 1 : 0);
}
