import type { Json, JsonObject } from '../../../api/json.ts';
import { toBytes } from '../../../runtime/bytes.ts';
import { sha256 } from '../../../runtime/shell/applets/checksums.ts';
import type { CommandContext } from '../../command.ts';
import { isOn } from '../../line.ts';
import { compactJson } from '../../printers/json-text.ts';

/** Digits that could come together as a word are written as letters that cannot. */
const WRITTEN: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/**
 * The name of a ConfigMap or Secret with a hash of what it holds, where --append-hash asks for it.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/util/hash/hash.go
 */
export function withHash(object: JsonObject, { line }: CommandContext): JsonObject {
  if (!isOn(line, 'append-hash')) return object;
  const { kind, data = {}, type = '', metadata } = object as Readonly<Record<string, Json | undefined>>;
  const { name } = metadata as { readonly name: string };
  const hashed = compactJson({ data, kind, name, ...(kind === 'Secret' ? { type } : {}) });
  const hash = [...sha256(toBytes(hashed)).slice(0, 10)].map((digit) => WRITTEN[digit] ?? digit).join('');
  return { ...object, metadata: { ...(metadata as JsonObject), name: `${name}-${hash}` } };
}
