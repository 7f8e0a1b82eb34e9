import { manifestInput, terminalLine } from './inputs.ts';
import { answersTo, verdictOf } from './verdict-of.ts';

export interface FuzzOptions {
  readonly seed: number;
  readonly manifests: number;
  /** Terminal lines, ten to a cluster. */
  readonly lines: number;
  readonly onProgress?: (done: number) => void;
}

export interface Failure {
  readonly index: number;
  readonly input: string;
  readonly what: string;
}

export interface FuzzReport {
  readonly failures: readonly Failure[];
  readonly slowest: { readonly milliseconds: number; readonly index: number; readonly input: string };
  /** How many manifests were taken, refused, or stopped by a limit. */
  readonly answers: Readonly<Record<'taken' | 'refused' | 'stopped', number>>;
}

/** Every how many inputs one is asked again after the others. */
const AGAIN = 8;
const LINES_AT_ONCE = 10;

/** Nothing throws, and nothing is answered differently for what came before it. */
export function fuzz({ seed, manifests, lines, onProgress }: FuzzOptions): FuzzReport {
  const failures: Failure[] = [];
  const answers = { taken: 0, refused: 0, stopped: 0 };
  let slowest = { milliseconds: 0, index: -1, input: '' };
  const again: { readonly index: number; readonly input: string; readonly ask: () => string; readonly said: string }[] =
    [];
  const tryOne = (index: number, input: string, ask: () => string): string | undefined => {
    const started = performance.now();
    try {
      const said = ask();
      if (index % AGAIN === 0) again.push({ index, input, ask, said });
      return said;
    } catch (error) {
      failures.push({ index, input, what: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      return undefined;
    } finally {
      const milliseconds = performance.now() - started;
      if (milliseconds > slowest.milliseconds) slowest = { milliseconds, index, input };
      onProgress?.(index);
    }
  };

  for (let i = 0; i < manifests; i++) {
    const yaml = manifestInput(seed, i);
    const said = tryOne(i, yaml, () => verdictOf(yaml));
    if (said !== undefined)
      answers[said.startsWith('stopped') ? 'stopped' : said.includes('"severity":"error"') ? 'refused' : 'taken']++;
  }
  for (let i = 0; i < lines; i += LINES_AT_ONCE) {
    const typed = Array.from({ length: Math.min(LINES_AT_ONCE, lines - i) }, (_, j) => terminalLine(seed, i + j));
    tryOne(i, typed.join('\n'), () => answersTo(typed));
  }
  for (const { index, input, ask, said } of again.reverse())
    if (ask() !== said) failures.push({ index, input, what: 'another answer than before' });
  return { failures, slowest, answers };
}

/** The seed of a day: it rotates, and is printed, so that a run can be repeated. */
export const seedOfDay = (milliseconds: number): number => Math.floor(milliseconds / 86_400_000);
