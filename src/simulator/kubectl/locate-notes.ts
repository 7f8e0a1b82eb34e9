import type { Json, JsonObject } from '../api/json.ts';
import { notSimulated, type NotSimulatedReason } from '../not-simulated.ts';
import { duplicateKeys } from '../yaml/duplicate-keys.ts';
import { placesOf } from '../yaml/places.ts';
import { documentsOf } from './documents.ts';

/**
 * A place of a manifest that is accepted and may surprise: what does nothing in this cluster, and a key whose earlier
 * value is lost. Lines and columns count from 1.
 */
export interface LocatedNote {
  readonly severity: 'note';
  readonly code: NotSimulatedReason | 'duplicate-key';
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
}

/** What the objects of a manifest ask for that is not simulated or is said twice, document by document. */
export function locateNotes(yaml: string): LocatedNote[] {
  const notes: LocatedNote[] = [];
  for (const document of documentsOf(yaml)) {
    if ('problem' in document || !isObject(document.value)) continue;
    notes.push(...duplicates(document.text, document.line));
    const found = objectsOf(document.value).flatMap(({ prefix, object }) =>
      notSimulated(object).map(({ path, why }) => ({ why, path, full: `${prefix}${path === '' ? 'kind' : path}` })),
    );
    if (found.length === 0) continue;
    const places = placesOf(document.text);
    for (const { why, path, full } of found) {
      const place = places.get(full)?.key ?? places.get(full)?.value;
      notes.push({
        severity: 'note',
        code: why,
        message: `${path === '' ? 'kind' : path}: valid, but not simulated here`,
        path: full,
        line: document.line + (place?.line ?? 1),
        column: place?.column ?? 1,
        ...(place ? { endColumn: place.column + place.to - place.from } : {}),
      });
    }
  }
  return notes;
}

/** @param line - of the file, from 0, that the text begins on */
function duplicates(text: string, line: number): LocatedNote[] {
  return duplicateKeys(text).map(({ path, from, to }) => {
    const before = text.slice(0, from);
    const column = from - before.lastIndexOf('\n');
    return {
      severity: 'note',
      code: 'duplicate-key',
      message: `${path}: set twice; the last one counts`,
      path,
      line: line + before.split('\n').length,
      column,
      endColumn: column + to - from,
    };
  });
}

function objectsOf(object: JsonObject): readonly { readonly prefix: string; readonly object: JsonObject }[] {
  const { kind, items } = object;
  if (kind !== 'List' || !Array.isArray(items)) return [{ prefix: '', object }];
  return (items as readonly Json[]).flatMap((item, i) =>
    isObject(item) ? [{ prefix: `items[${i}].`, object: item }] : [],
  );
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
