import type { ParsedLine } from './command.ts';
import { booleanOf, durationOf } from './flags.ts';

/** The value of a flag that is given once (the last one counts), or undefined. */
export function flagValue(line: ParsedLine, name: string): string | undefined {
  return line.flags.get(name)?.at(-1);
}

/** All values of a flag that may be given several times. */
export function flagValues(line: ParsedLine, name: string): readonly string[] {
  return line.flags.get(name) ?? [];
}

/** Whether a switch is on; `--watch=false` is off. */
export function isOn(line: ParsedLine, name: string): boolean {
  return booleanOf(flagValue(line, name) ?? 'false') === true;
}

/** A whole number, or undefined without the flag. */
export function flagNumber(line: ParsedLine, name: string): number | undefined {
  const value = flagValue(line, name);
  return value === undefined ? undefined : Number(value);
}

/** A span in milliseconds, or undefined without the flag. */
export function flagDuration(line: ParsedLine, name: string): number | undefined {
  const value = flagValue(line, name);
  return value === undefined ? undefined : durationOf(value);
}
