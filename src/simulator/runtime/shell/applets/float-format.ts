/**
 * A number of 0 and above as C's %e, %f and %g write it.
 * @example formatFloat(12345.678, 'e', undefined, false) → 1.234568e+04
 */
export function formatFloat(value: number, letter: string, precision: number | undefined, alternate: boolean): string {
  const lower = letter.toLowerCase();
  const text = Number.isNaN(value)
    ? 'nan'
    : value === Infinity
      ? 'inf'
      : lower === 'f'
        ? fixed(value, precision ?? 6)
        : lower === 'e'
          ? exponent(value, precision ?? 6)
          : general(value, precision ?? 6, alternate);
  return letter === lower ? text : text.toUpperCase();
}

const fixed = (value: number, precision: number): string =>
  value < 1e21
    ? toEven(value.toFixed(Math.min(precision, 100)), value.toFixed(Math.min(precision + EXACT, 100)))
    : BigInt(value).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '');

/** Behind so many more digits nothing is left of a number that ends in a tie. */
const EXACT = 30;

/** What JavaScript rounds up at a tie, C rounds to an even digit. @param exact - the same number with more digits */
function toEven(rounded: string, exact: string): string {
  const cut = exact.slice(0, -EXACT);
  const tie = /^50*$/.test(exact.slice(-EXACT)) && /[02468]\.?$/.test(cut);
  return tie ? cut.replace(/\.$/, '') : rounded;
}

function exponent(value: number, precision: number): string {
  const [digits = '', power = '+0'] = value.toExponential(Math.min(precision, 100)).split('e');
  return `${digits}e${power.charAt(0)}${power.slice(1).padStart(2, '0')}`;
}

function general(value: number, wanted: number, alternate: boolean): string {
  const precision = wanted === 0 ? 1 : wanted;
  const power = value === 0 ? 0 : Number(value.toExponential(Math.min(precision - 1, 100)).split('e')[1]);
  const text = power < -4 || power >= precision ? exponent(value, precision - 1) : fixed(value, precision - 1 - power);
  if (alternate) return text;
  const [digits = '', tail] = text.split('e');
  const trimmed = digits.includes('.') ? digits.replace(/0+$/, '').replace(/\.$/, '') : digits;
  return tail === undefined ? trimmed : `${trimmed}e${tail}`;
}
