import { toBase64 } from '../../base64.ts';
import type { Json, JsonObject } from '../json.ts';
import { asObject, fill, isObject } from './fill.ts';

/**
 * Its type, if it says none; and what was written as plain text is kept in base64, where it wins over data of the same key.
 * @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Secret, conversion.go Convert_v1_Secret_To_core_Secret
 */
export function defaultSecret(secret: JsonObject): JsonObject {
  const filled = fill(secret, { type: 'Opaque' });
  const plain = filled['stringData'];
  if (!isObject(plain)) return filled;
  const rest: Record<string, Json | undefined> = { ...filled };
  delete rest['stringData'];
  const data: Record<string, Json | undefined> = { ...asObject(filled['data']) };
  for (const [key, text] of Object.entries(plain)) data[key] = toBase64(typeof text === 'string' ? text : '');
  return Object.keys(data).length > 0 ? { ...rest, data } : rest;
}
