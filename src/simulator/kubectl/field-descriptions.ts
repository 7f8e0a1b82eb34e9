import { KINDS } from './kind-descriptions.ts';
import { PODS } from './pod-descriptions.ts';

let read: ReadonlyMap<string, string> | undefined;

/**
 * What kinds and fields are for, in our own short words: those that lessons and exercises name, and their neighbours. A line
 * of the texts is `Definition: …` for a kind or a type, `Definition.field: …` for a field of it; `*` is any definition.
 * @param of - "Pod", "PodSpec.containers"
 * @returns undefined where we have no words for it
 */
export function describedAs(of: string): string | undefined {
  read ??= new Map(
    `${KINDS}${PODS}`
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
  return read.get(of) ?? read.get(of.replace(/^[^.]*/, '*'));
}
