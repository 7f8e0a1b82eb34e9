import { composeDocument, ConversionError } from './compose.ts';
import type { PlaceListener } from './composer.ts';
import { YamlError } from './cursor.ts';

/** A stretch of a text in UTF-16 units; `line` and `column` count from 1 and are where it begins. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
}

export interface Places {
  /** The key itself: undefined for a list's element. */
  readonly key: Place | undefined;
  readonly value: Place;
}

/**
 * Where each field of a text's first document stands, by its path as the API server's messages write it.
 * @example placesOf('spec:\n  hostNetwork: 1\n').get('spec.hostNetwork')?.value.line → 2
 * @returns nothing where the text is no YAML
 */
export function placesOf(text: string): ReadonlyMap<string, Places> {
  const places = new Map<string, Places>();
  const lines = lineStarts(text);
  const place = (from: number, to: number): Place => {
    const line = lineAt(lines, from);
    return { from, to, line: line + 1, column: from - (lines[line] ?? 0) + 1 };
  };
  const path: string[] = [''];
  const keys: (Place | undefined)[] = [];
  const listener: PlaceListener = {
    enter(step, key) {
      const parent = path.at(-1) ?? '';
      path.push(typeof step === 'number' ? `${parent}[${step}]` : parent === '' ? step : `${parent}.${step}`);
      keys.push(key && place(key.offset, key.end));
    },
    leave(from, to) {
      places.set(path.pop() ?? '', { key: keys.pop(), value: place(from, Math.max(from, to)) });
    },
  };
  try {
    composeDocument(text, listener);
  } catch (error) {
    if (error instanceof YamlError || error instanceof ConversionError) return new Map();
    throw error;
  }
  return places;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line, from 0, that holds an offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
