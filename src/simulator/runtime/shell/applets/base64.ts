import { decodeBase64, encodeBase64 } from '../../../base64.ts';
import type { Task } from '../../../task.ts';
import { STRERROR } from '../../system-calls.ts';
import { fail, isBad, isDirectory, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { readWhole } from '../output.ts';

function* base64(call: Call): Task<number> {
  const options = parse(call.args, 'diw:');
  if (isBad(options)) return yield* usage(call, options);
  const file = openInput(call, options.rest[0] ?? '-');
  if (typeof file === 'string') return yield* fail(call, `${options.rest[0] ?? ''}: ${file}`);
  const all = yield* readWhole(call.process, file);
  file.close();
  if (isDirectory(file)) return yield* fail(call, `read error: ${STRERROR.EISDIR}`);
  if (options.given.has('d')) {
    const letters = [...all].filter((c) => /[A-Za-z0-9+/=]/.test(c)).length;
    if (letters % 4 !== 0) return yield* fail(call, 'truncated input');
    yield* out(call, decodeBase64(all));
    return 0;
  }
  const width = Number(options.given.get('w')?.[0] ?? '76');
  const encoded = encodeBase64(all);
  let text = '';
  if (width === 0) text = encoded;
  else for (let i = 0; i < encoded.length; i += width) text += `${encoded.slice(i, i + width)}\n`;
  yield* out(call, text);
  return 0;
}

export const encoding: Applets = { base64 };
