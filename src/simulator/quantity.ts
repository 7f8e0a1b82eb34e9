/**
 * Amounts of a resource, as manifests write them: "100m", "1.5Gi", "1e3". Exact: a number is a whole mantissa times a
 * power of ten.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/resource/{quantity,amount,suffix}.go
 */
export interface Quantity {
  /** What the API server stores and prints: no fraction, the largest suffix that keeps the number whole. */
  readonly canonical: string;
  /** Thousandths, rounded away from zero; exact below 2^53. */
  readonly milli: number;
  /** Whole units, rounded away from zero; exact below 2^53. */
  readonly value: number;
  /** The exact amount is mantissa × 10^exponent. */
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly format: QuantityFormat;
  /** How upstream holds it: past about 18 digits an int64 gives way to a decimal of any length, whose text is always canonical. */
  readonly held: 'int64' | 'decimal';
}
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

export type QuantityProblem = 'format' | 'suffix' | 'number';
export const quantityProblemText: Readonly<Record<QuantityProblem, string>> = {
  format: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  suffix: "unable to parse quantity's suffix",
  number: 'unable to parse numeric part of quantity',
};

const parsed = new Map<string, Quantity | QuantityProblem>();
const REMEMBERED = 4096;

/**
 * @returns undefined where the API server would not decode it
 * @example parseQuantity('1.5Gi')?.canonical → "1536Mi" · parseQuantity('0.1')?.milli → 100
 */
export function parseQuantity(text: string): Quantity | undefined {
  const found = quantityOrProblem(text);
  return typeof found === 'string' ? undefined : found;
}

/** As parseQuantity, but says why a text is refused. */
export function quantityOrProblem(text: string): Quantity | QuantityProblem {
  let found = parsed.get(text);
  if (found === undefined) {
    if (parsed.size >= REMEMBERED) parsed.clear();
    found = parse(text.trim());
    parsed.set(text, found);
  }
  return found;
}

/** Thousandths, rounded up; 0 for undefined. */
export function milliOf(text: string | undefined): number {
  return text === undefined ? 0 : (parseQuantity(text)?.milli ?? 0);
}

/** Whole units, rounded up; 0 for undefined. */
export function valueOf(text: string | undefined): number {
  return text === undefined ? 0 : (parseQuantity(text)?.value ?? 0);
}

/** @returns negative, 0 or positive, as sorting wants it */
export function compareQuantities(a: Quantity, b: Quantity): number {
  if (a.exponent === b.exponent) return signOf(a.mantissa - b.mantissa);
  const signs = signOf(a.mantissa) - signOf(b.mantissa);
  if (signs !== 0 || a.mantissa === 0n) return signs;
  // Powers of ten are written out only where the sizes leave a doubt: an exponent may be a thousand million.
  const sizes = digits(a.mantissa) + a.exponent - (digits(b.mantissa) + b.exponent);
  if (sizes !== 0) return sizes * signOf(a.mantissa);
  const common = Math.min(a.exponent, b.exponent);
  return signOf(a.mantissa * tenTo(a.exponent - common) - b.mantissa * tenTo(b.exponent - common));
}

/** The sum keeps the format of `a`, or of `b` where `a` is zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  if (Math.abs(a.exponent - b.exponent) > 4000) return a.exponent > b.exponent ? a : b;
  const common = Math.min(a.exponent, b.exponent);
  return quantity(
    a.mantissa * tenTo(a.exponent - common) + b.mantissa * tenTo(b.exponent - common),
    common,
    a.mantissa === 0n ? b.format : a.format,
  );
}

export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  return addQuantities(a, { ...b, mantissa: -b.mantissa });
}

/** A quantity that was computed, not read. */
export function quantity(mantissa: bigint, exponent: number, format: QuantityFormat): Quantity {
  return finish(mantissa, exponent, format, digits(mantissa) > 18 ? 'decimal' : 'int64', undefined);
}

/** What container resources are kept in: nothing finer than thousandths. */
export function roundUpToMilli(text: string): string {
  const q = parseQuantity(text);
  if (!q) return text;
  if (q.held === 'int64' && q.exponent >= -3) return q.canonical;
  const mantissa = q.exponent >= -3 ? q.mantissa : divideAway(q.mantissa, tenTo(-3 - q.exponent));
  return canonicalText(mantissa, Math.max(q.exponent, -3), q.format);
}

/**
 * Go's MilliValue() and Value() for who wants their int64 with its overflow: a decimal wraps, an int64 that
 * needs a shift that is not 1, 2, 3, 6 or 9 digits gives 0.
 * @param places - 3 for thousandths, 0 for whole units
 */
export function asInt64(q: Quantity, places: 0 | 3): bigint {
  const shift = q.exponent + places;
  if (shift <= 0)
    return BigInt.asIntN(64, shift < -4000 ? BigInt(signOf(q.mantissa)) : divideAway(q.mantissa, tenTo(-shift)));
  if (shift > 4000) return 0n;
  const exact = q.mantissa * tenTo(shift);
  const wrapped = BigInt.asIntN(64, exact);
  return q.held === 'decimal' || wrapped === exact || shift <= 3 || shift === 6 || shift === 9 ? wrapped : 0n;
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

function parse(text: string): Quantity | QuantityProblem {
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
      return finish(negative ? -scaled : scaled, 0, 'BinarySI', 'int64', (unsigned & 7n) !== 0n ? text : undefined);
    return decimal(negative, scaled, -fraction.length, 'BinarySI', scanned.number);
  }
  const exponent = suffix.exponent - fraction.length;
  if (length <= INT64_DIGITS && exponent >= NANO) {
    const shifted = whole + fraction;
    const asItCame = exponent % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
    return finish(negative ? -unsigned : unsigned, exponent, suffix.format, 'int64', asItCame ? text : undefined);
  }
  return decimal(negative, unsigned, exponent, suffix.format, scanned.number);
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
  return finish(negative ? -mantissa : mantissa, scale, kept, 'decimal', undefined);
}

function finish(
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

function canonicalText(mantissa: bigint, exponent: number, format: QuantityFormat): string {
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

const tens: bigint[] = [];
function tenTo(power: number): bigint {
  return power < 64 ? (tens[power] ??= 10n ** BigInt(power)) : 10n ** BigInt(power);
}

function divideAway(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b === 0n ? quotient : quotient + (a < 0n ? -1n : 1n);
}

function signOf(n: bigint): -1 | 0 | 1 {
  return n > 0n ? 1 : n < 0n ? -1 : 0;
}

function digits(n: bigint): number {
  return (n < 0n ? -n : n).toString().length;
}
