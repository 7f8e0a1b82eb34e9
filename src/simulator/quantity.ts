import { digits, divideAway, signOf, tenTo } from './big-decimal.ts';
import { canonicalText, quantityOf, readQuantity } from './quantity-text.ts';

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
    found = readQuantity(text.trim());
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
function quantity(mantissa: bigint, exponent: number, format: QuantityFormat): Quantity {
  return quantityOf(mantissa, exponent, format, digits(mantissa) > 18 ? 'decimal' : 'int64', undefined);
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
