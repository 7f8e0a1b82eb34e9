import type { Json, JsonObject } from '../json.ts';
import { sameJson } from '../same-json.ts';

/**
 * Applies the operations of a JSON patch one after another.
 * @returns undefined where one of them cannot be carried out
 * @source RFC 6902; evanphx/json-patch v4: replace puts in what its map has not, and a value that is not said is null
 */
export function jsonPatch(object: JsonObject, operations: readonly JsonObject[]): JsonObject | undefined {
  let patched: Json | undefined = object;
  for (const operation of operations) {
    patched = operate(patched, operation);
    if (patched === undefined) return undefined;
  }
  return typeof patched === 'object' && patched !== null && !Array.isArray(patched)
    ? (patched as JsonObject)
    : undefined;
}

function operate(document: Json, operation: JsonObject): Json | undefined {
  const path = pointer(operation['path']);
  const from = pointer(operation['from']);
  if (!path) return undefined;
  const value = operation['value'] ?? null;
  switch (operation['op']) {
    case 'add':
      return change(document, path, (at, key) => inserted(at, key, value));
    case 'replace':
      return path.length === 0
        ? value
        : change(document, path, (at, key) =>
            Array.isArray(at) && indexOf(key, at.length) === undefined ? undefined : assigned(at, key, value),
          );
    case 'remove':
      return valueAt(document, path) === undefined ? undefined : change(document, path, removed);
    case 'test':
      return sameJson(valueAt(document, path) ?? null, value) ? document : undefined;
    case 'copy':
    case 'move': {
      const moved =
        from && (valueAt(document, from) ?? (operation['op'] === 'copy' ? missing(document, from) : undefined));
      if (moved === undefined || !from) return undefined;
      const rest = operation['op'] === 'move' ? change(document, from, removed) : document;
      return rest === undefined ? undefined : change(rest, path, (at, key) => inserted(at, key, moved));
    }
    default:
      return undefined;
  }
}

/** What is copied of a member that is not there: null, where its container is. */
function missing(document: Json, path: readonly string[]): null | undefined {
  const container = path.length === 0 ? undefined : valueAt(document, path.slice(0, -1));
  return typeof container === 'object' && container !== null && !Array.isArray(container) ? null : undefined;
}

/** The steps of "/a/b~1c/0". */
function pointer(text: Json | undefined): readonly string[] | undefined {
  if (typeof text !== 'string' || (text !== '' && !text.startsWith('/'))) return undefined;
  return text
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(document: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = document;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Array.isArray(at) ? (at as readonly Json[])[indexOf(step, at.length) ?? -1] : (at as JsonObject)[step];
  }
  return at;
}

type Container = readonly Json[] | JsonObject;

/** `document` with the container that the last step of a path is in changed. */
function change(
  document: Json,
  path: readonly string[],
  how: (container: Container, key: string) => Container | undefined,
): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined || typeof document !== 'object' || document === null) return undefined;
  const container = document as Container;
  if (rest.length === 0) return how(container, step);
  const inner = valueAt(document, [step]);
  const changed = inner === undefined ? undefined : change(inner, rest, how);
  return changed === undefined ? undefined : assigned(container, step, changed);
}

function assigned(container: Container, key: string, value: Json): Container {
  if (!Array.isArray(container)) return { ...container, [key]: value };
  const at = indexOf(key, container.length);
  return (container as readonly Json[]).map((item, i) => (i === at ? value : item));
}

function inserted(container: Container, key: string, value: Json): Container | undefined {
  if (!Array.isArray(container)) return { ...container, [key]: value };
  const list = container as readonly Json[];
  const at = key === '-' ? list.length : indexOf(key, list.length + 1);
  return at === undefined ? undefined : [...list.slice(0, at), value, ...list.slice(at)];
}

function removed(container: Container, key: string): Container {
  if (Array.isArray(container)) {
    const at = indexOf(key, container.length);
    return (container as readonly Json[]).filter((_, i) => i !== at);
  }
  const rest: Record<string, Json | undefined> = { ...(container as JsonObject) };
  delete rest[key];
  return rest;
}

/** Negative indexes count from the end. */
function indexOf(step: string, length: number): number | undefined {
  if (!/^-?\d{1,9}$/.test(step)) return undefined;
  const at = Number(step) < 0 ? length + Number(step) : Number(step);
  return at >= 0 && at < length ? at : undefined;
}
