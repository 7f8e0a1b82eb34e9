import type { Json, JsonObject } from '../api/json.ts';
import { applyPatch } from '../api/patch/patch.ts';
import { resourceOf } from '../api/resources.ts';
import type { Kind } from '../api/schema/kinds.ts';
import type { Patch } from '../api/server.ts';
import { readYaml } from '../yaml.ts';
import type { ParsedLine } from './command.ts';
import { plainFailure, type Failure } from './failure.ts';
import { flagValue } from './line.ts';

/**
 * What `--overrides` makes of an object that a command has made.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/override_options.go; helpers.go Merge, StrategicMerge, JSONPatch
 */
export function overridden(line: ParsedLine, object: JsonObject, kind: Kind): JsonObject | Failure {
  const text = flagValue(line, 'overrides') ?? '';
  if (text === '') return object;
  const type = flagValue(line, 'override-type') ?? 'merge';
  if (type !== 'merge' && type !== 'strategic' && type !== 'json') return plainFailure(`invalid override type ${type}`);
  const read = readYaml(text);
  const body = read.ok ? (read.value ?? null) : null;
  const bad = plainFailure(type === 'json' ? 'failed to decode patch' : 'Invalid JSON Patch');
  if (type === 'json' ? !Array.isArray(body) : !isObject(body)) return bad;
  const patch = (
    type === 'json' ? { type, body: body as readonly JsonObject[] } : { type, body: body as JsonObject }
  ) as Patch;
  if (patch.type === 'apply') return bad;
  const caller = { cause: { actor: 'kubectl', reason: `kubectl ${line.command.join(' ')} --overrides` } };
  const patched = applyPatch(object, patch, resourceOf(kind), caller);
  return 'error' in patched ? plainFailure(patched.error.message) : patched.object;
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
