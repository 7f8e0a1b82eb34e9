import { digits, divideAway, signOf, tenTo } from './big-decimal.ts';
import type { Quantity, QuantityFormat, QuantityProblem } from './quantity.ts';

/** @param text - without spaces around it */
export function readQuantity(text: string): Quantity | QuantityProblem {
  if (text === '') return 'format';
  const scanned = scan(text);
  if (!scanned) return 'format';
  const suffix = interpret(scanned.suffix);
  if (!suffix) return 'suffix';
  const { negative, whole, fraction } = scanned;
  const length = whole.length + fraction.length;
  const unsigned = BigInt(whole + fraction);

  if (suffix.format === 'BinarySI') {
    const fast = fraction === '' && 15 - whole.length - (suffix.exponent * 3) / 10 - 1 >= 0;
    const scaled = unsigned << BigInt(suffix.exponent);
    // A mantissa with an odd factor below 8 cannot lose a suffix: upstream then keeps the text as it came.
    if (fast)
      return quantityOf(negative ? -scaled : scaled, 0, 'BinarySI', 'int64', (unsigned & 7n) !== 0n ? text : undefined);
    return decimal(negative, scaled, -fraction.length, 'BinarySI', scanned.number);
  }
  const exponent = suffix.exponent - fraction.length;
  if (length <= INT64_DIGITS && exponent >= NANO) {
    const shifted = whole + fraction;
    const asItCame = exponent % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
    return quantityOf(negative ? -unsigned : unsigned, exponent, suffix.format, 'int64', asItCame ? text : undefined);
  }
  return decimal(negative, unsigned, exponent, suffix.format, scanned.number);
}

/** A quantity with all that is asked of it. @param text - what it is printed as; undefined to have it worked out */
export function quantityOf(
  mantissa: bigint,
  exponent: number,
  format: QuantityFormat,
  held: Quantity['held'],
  text: string | undefined,
): Quantity {
  return {
    canonical: text ?? canonicalText(mantissa, exponent, format),
    milli: scaled(mantissa, exponent + 3),
    value: scaled(mantissa, exponent),
    mantissa,
    exponent,
    format,
    held,
  };
}

/** No fraction, and the largest suffix that keeps the number whole; binary numbers below 1024 are decimal. */
export function canonicalText(mantissa: bigint, exponent: number, format: QuantityFormat): string {
  if (mantissa === 0n) return '0';
  if (format === 'BinarySI') {
    const whole =
      exponent >= 0
        ? mantissa * tenTo(exponent)
        : mantissa % tenTo(-exponent) === 0n
          ? mantissa / tenTo(-exponent)
          : undefined;
    if (whole !== undefined && (whole >= 1024n || whole <= -1024n)) return binaryText(whole);
  }
  let number = mantissa;
  let power = exponent;
  while (number % 10n === 0n) {
    number /= 10n;
    power++;
  }
  while (power % 3 !== 0) {
    number *= 10n;
    power--;
  }
  if (format === 'DecimalExponent') return power === 0 ? `${number}` : `${number}e${power}`;
  return `${number}${decimalSuffixOf.get(power) ?? ''}`;
}

const DECIMAL_SUFFIXES: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_SUFFIXES: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const decimalSuffixOf = new Map(Object.entries(DECIMAL_SUFFIXES).map(([suffix, exponent]) => [exponent, suffix]));
const binarySuffixOf = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const MAX_INT64 = 2n ** 63n - 1n;
const NANO = -9;
/** Digits that an int64 surely holds. */
const INT64_DIGITS = 18;

interface Scanned {
  readonly negative: boolean;
  /** The text up to the suffix. */
  readonly number: string;
  readonly whole: string;
  readonly fraction: string;
  readonly suffix: string;
}

/** The long way round: rounded up to billionths, binary ones capped at what an int64 holds. */
function decimal(
  negative: boolean,
  unsigned: bigint,
  exponent: number,
  format: QuantityFormat,
  number: string,
): Quantity | QuantityProblem {
  if (!/\d/.test(number)) return 'number';
  let mantissa = unsigned;
  let scale = exponent;
  if (scale < NANO) {
    mantissa = mantissa === 0n ? 0n : digits(mantissa) + scale < NANO ? 1n : divideAway(mantissa, tenTo(NANO - scale));
    scale = NANO;
  }
  let kept = format;
  if (format === 'BinarySI') {
    const one = tenTo(-scale);
    if (mantissa > MAX_INT64 * one) {
      mantissa = MAX_INT64;
      scale = 0;
    } else if (mantissa < one && mantissa > 0n) kept = 'DecimalSI';
  }
  return quantityOf(negative ? -mantissa : mantissa, scale, kept, 'decimal', undefined);
}

function binaryText(whole: bigint): string {
  let number = whole;
  let power = 0;
  while (number % 1024n === 0n) {
    number /= 1024n;
    power++;
  }
  return `${number}${binarySuffixOf[power] ?? ''}`;
}

function scan(text: string): Scanned | undefined {
  const end = text.length;
  let at = text[0] === '-' || text[0] === '+' ? 1 : 0;
  const negative = text[0] === '-';
  const skip = (allowed: string): string => {
    const from = at;
    while (at < end && allowed.includes(text.charAt(at))) at++;
    return text.slice(from, at);
  };
  skip('0');
  if (at === end) return { negative, number: '0', whole: '0', fraction: '', suffix: '' };
  const whole = skip('0123456789') || '0';
  let fraction = '';
  if (text[at] === '.') {
    at++;
    fraction = skip('0123456789');
  }
  const number = text.slice(0, at);
  const from = at;
  skip('eEinumkKMGTP');
  if (text[at] === '-' || text[at] === '+') at++;
  skip('0123456789');
  return at === end ? { negative, number, whole, fraction, suffix: text.slice(from) } : undefined;
}

function interpret(suffix: string): { exponent: number; format: QuantityFormat } | undefined {
  const ten = Object.hasOwn(DECIMAL_SUFFIXES, suffix) ? DECIMAL_SUFFIXES[suffix] : undefined;
  if (ten !== undefined) return { exponent: ten, format: 'DecimalSI' };
  const two = Object.hasOwn(BINARY_SUFFIXES, suffix) ? BINARY_SUFFIXES[suffix] : undefined;
  if (two !== undefined) return { exponent: two, format: 'BinarySI' };
  if (!/^[eE][-+]?\d{1,10}$/.test(suffix)) return undefined;
  return { exponent: Number(suffix.slice(1)) | 0, format: 'DecimalExponent' };
}

/** mantissa × 10^power as a number, rounded away from zero to a whole one. */
function scaled(mantissa: bigint, power: number): number {
  if (mantissa === 0n) return 0;
  if (power >= 0) return power > 308 ? Infinity * signOf(mantissa) : Number(mantissa * tenTo(power));
  return digits(mantissa) + power < 0 ? signOf(mantissa) : Number(divideAway(mantissa, tenTo(-power)));
}
