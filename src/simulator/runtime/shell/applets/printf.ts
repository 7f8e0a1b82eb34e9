import type { Task } from '../../../task.ts';
import { fail, out, usage, type Applets, type Call } from '../applet.ts';
import { unescape } from '../escapes.ts';
import { expandEscapes } from './echo.ts';
import { formatFloat } from './float-format.ts';
import { toNumber } from '../strtod.ts';

/** %[flags][width][.precision]letter */
interface Conversion {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** printf format [arguments]: the format is used again while arguments are left. @source busybox 1.35 coreutils/printf.c */
function* printf(call: Call): Task<number> {
  const [format, ...args] = call.args[0] === '--' ? call.args.slice(1) : call.args;
  if (format === undefined && call.name !== call.called)
    return yield* fail(call, 'usage: printf FORMAT [ARGUMENT...]', 2);
  if (format === undefined) return yield* usage(call);
  let at = 0;
  let status = 0;
  let result = '';
  const argument = (): string | undefined => args[at++];
  do {
    const before = at;
    for (let i = 0; i < format.length; i++) {
      const c = format.charAt(i);
      if (c === '\\') {
        if (format.charAt(i + 1) === 'c') {
          yield* out(call, result);
          return status;
        }
        const [character, length] = i + 1 < format.length ? unescape(format.slice(i + 1, i + 4)) : ['\\', 0];
        result += character;
        i += length;
        continue;
      }
      if (c !== '%') {
        result += c;
        continue;
      }
      if (format.charAt(i + 1) === '%') {
        result += '%';
        i++;
        continue;
      }
      const found = /^([-+ #0]*)(\*|\d*)(?:\.(\*|-?\d*))?(?:[lLhzZH])*(.?)/s.exec(format.slice(i + 1, i + 40));
      const [whole = '', flags = '', width = '', precision, letter = ''] = found ?? [];
      const star = function* (): Task<number> {
        const text = argument() ?? '0';
        if (/^[-+]?\d+$/.test(text)) return Number(text);
        yield* fail(call, `invalid number '${text}'`);
        return 0;
      };
      let wide = width === '*' ? yield* star() : Number(width || 0);
      const exact = precision === undefined ? undefined : precision === '*' ? yield* star() : Number(precision || 0);
      const left = wide < 0;
      wide = Math.min(Math.abs(wide), 4096);
      const conversion: Conversion = {
        flags: left ? `${flags}-` : flags,
        width: wide,
        precision: exact === undefined ? undefined : Math.min(exact, 4096),
        letter,
      };
      if (letter === 'b') {
        const [text, stopped] = expandEscapes(argument() ?? '', 'echo');
        result += pad(text.slice(0, conversion.precision), conversion);
        if (stopped) {
          yield* out(call, result);
          return status;
        }
      } else if (letter === 's') result += pad((argument() ?? '').slice(0, conversion.precision), conversion);
      else if (letter === 'c') result += pad((argument() ?? '').charAt(0) || '\0', conversion);
      else if (letter !== '' && 'diouxXeEfgG'.includes(letter)) {
        const text = argument() ?? '';
        const { value, bad } = number(text, letter);
        if (bad) {
          yield* out(call, result);
          result = '';
          yield* fail(call, `invalid number '${text}'`);
          status = 1;
        }
        result += convert(value, conversion);
      } else {
        yield* out(call, result);
        // it tells all that is left of the format, without the letters that say how long a number is
        const lengths = /^[-+ #0]*(?:\*|\d*)(?:\.(?:\*|-?\d*))?/.exec(whole)?.[0] ?? '';
        return yield* fail(call, `%${lengths}${letter}${format.slice(i + 1 + whole.length)}: invalid format`);
      }
      i += whole.length;
    }
    if (at === before) break;
  } while (at < args.length);
  call.process.owe(result.length >> 3);
  return (yield* out(call, result)) ? status : 1;
}

/** A number as strtol and strtod read it; a quote gives the next character's code. */
function number(text: string, letter: string): { readonly value: bigint | number; readonly bad: boolean } {
  const kind = 'eEfgG'.includes(letter) ? 'float' : 'integer';
  const zero = kind === 'float' ? 0 : 0n;
  if (text.startsWith('"') || text.startsWith("'")) {
    const code = text.length > 1 ? text.charCodeAt(1) : 0;
    return { value: kind === 'float' ? code : BigInt(code), bad: false };
  }
  const trimmed = text.trimStart();
  if (trimmed === '') return { value: zero, bad: kind === 'integer' };
  if (kind === 'float') {
    const value = toNumber(trimmed);
    return { value: value ?? 0, bad: value === undefined || (!Number.isFinite(value) && /\d/.test(trimmed)) };
  }
  const found = /^([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(trimmed);
  if (!found) return { value: 0n, bad: true };
  const [whole, sign, digits = '0'] = found;
  const magnitude = /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  if (whole.length < trimmed.length) return { value: 0n, bad: true };
  const value = sign === '-' ? -magnitude : magnitude;
  const fits = value >= -(2n ** 63n) && value < 2n ** (letter === 'd' || letter === 'i' ? 63n : 64n);
  return { value: fits ? value : 0n, bad: !fits };
}

function convert(value: bigint | number, conversion: Conversion): string {
  const { flags, precision, letter, width } = conversion;
  if (typeof value === 'number') {
    const sign = value < 0 || Object.is(value, -0) ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
    return padNumber(sign, formatFloat(Math.abs(value), letter, precision, flags.includes('#')), flags, width, true);
  }
  const signed = letter === 'd' || letter === 'i';
  const positive = signed ? (value < 0n ? -value : value) : BigInt.asUintN(64, value);
  const base = letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10;
  let digits = positive.toString(base);
  if (letter === 'X') digits = digits.toUpperCase();
  if (precision !== undefined) digits = precision === 0 && positive === 0n ? '' : digits.padStart(precision, '0');
  const prefix = flags.includes('#') && positive !== 0n ? (base === 16 ? `0${letter}` : base === 8 ? '0' : '') : '';
  const sign = signed ? (value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') : prefix;
  return padNumber(sign, digits, flags, width, precision === undefined);
}

function padNumber(sign: string, digits: string, flags: string, width: number, zeros: boolean): string {
  if (flags.includes('-')) return (sign + digits).padEnd(width);
  if (flags.includes('0') && zeros) return sign + digits.padStart(width - sign.length, '0');
  return (sign + digits).padStart(width);
}

const pad = (text: string, { flags, width }: Conversion): string =>
  flags.includes('-') ? text.padEnd(width) : text.padStart(width);

export const printfFamily: Applets = { printf };
