import { encodeBase64 } from '../base64.ts';
import { quantityOrProblem, quantityProblemText } from '../quantity.ts';
import { Abort, goNumber, mismatch, type Decoder, type Walk } from './decode-walk.ts';
import type { Json } from './json.ts';
import { bytesProblem, timeOrProblem } from './scalars.ts';

/** How a value that holds no other is read. @param type - as in facts.ts; a type that nobody knows takes anything */
export function scalarDecoder(type: string, goType: string): Decoder {
  switch (type) {
    case 'string':
      return (value, walk) => (typeof value === 'string' ? value : mismatch(value, 'string', goType, walk));
    case 'boolean':
      return (value, walk) => (typeof value === 'boolean' ? value : mismatch(value, 'bool', goType, walk));
    case 'int32':
      return (value, walk) => integer(value, INT32, goType, walk);
    case 'int64':
      return (value, walk) => integer(value, INT64, goType, walk);
    case 'number':
      return (value, walk) => (typeof value === 'number' ? value : mismatch(value, 'number', goType, walk));
    case 'bytes':
      return decodeBytes;
    case 'quantity':
      return decodeQuantity;
    case 'time':
    case 'microTime':
      return timeDecoder(type);
    case 'intOrString':
      return (value, walk) =>
        typeof value === 'string' ? value : (integer(value, INT32, 'int32', walk, 'abort') ?? 0);
    default:
      return (value) => value;
  }
}

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;

function integer(
  value: Json,
  limit: number,
  goType: string,
  walk: Walk,
  failing: 'save' | 'abort' = 'save',
): Json | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit && isGoInteger(value))
    return value;
  return mismatch(value, 'integer', goType, walk, failing);
}

/** JSON writes a number this large with an exponent, which Go does not read as an integer. */
const isGoInteger = (value: number): boolean => Math.abs(value) < 1e21;

function decodeBytes(value: Json, walk: Walk): Json | undefined {
  if (Array.isArray(value)) return bytesOfNumbers(value, walk);
  if (typeof value !== 'string') return mismatch(value, 'string', '[]uint8', walk);
  const problem = bytesProblem(value);
  if (problem === undefined) return value.replace(/[\r\n]/g, '');
  walk.saved ??= { text: problem, code: 'base64-format' };
  return undefined;
}

/** To Go's JSON a list of numbers is bytes too. */
function bytesOfNumbers(values: readonly Json[], walk: Walk): Json | undefined {
  let bytes = '';
  for (const value of values) {
    const byte = value ?? 0;
    if (typeof byte !== 'number' || byte !== (byte & 255)) return mismatch(byte, 'integer', 'uint8', walk);
    bytes += String.fromCharCode(byte);
  }
  return encodeBase64(bytes);
}

function decodeQuantity(value: Json): Json | undefined {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? goNumber(value) : '?';
  const quantity = quantityOrProblem(text.trim());
  if (typeof quantity === 'string') throw new Abort({ text: quantityProblemText[quantity], code: 'quantity-format' });
  return quantity.canonical;
}

function timeDecoder(type: 'time' | 'microTime'): Decoder {
  return (value, walk) => {
    if (typeof value !== 'string') return mismatch(value, 'string', 'string', walk, 'abort');
    const time = timeOrProblem(value, type);
    if ('problem' in time) throw new Abort({ text: time.problem, code: 'time-format' });
    return time.text;
  };
}
