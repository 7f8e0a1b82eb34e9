/** What quantities are reckoned with: whole numbers of any size and powers of ten. */

const tens: bigint[] = [];

/** @param power - ≥ 0 */
export function tenTo(power: number): bigint {
  return power < 64 ? (tens[power] ??= 10n ** BigInt(power)) : 10n ** BigInt(power);
}

/** a / b, rounded away from zero. @param b - > 0 */
export function divideAway(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b === 0n ? quotient : quotient + (a < 0n ? -1n : 1n);
}

export function signOf(n: bigint): -1 | 0 | 1 {
  return n > 0n ? 1 : n < 0n ? -1 : 0;
}

/** How many digits a number has, without its sign. */
export function digits(n: bigint): number {
  return (n < 0n ? -n : n).toString().length;
}
