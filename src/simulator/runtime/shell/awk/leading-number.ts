/** As C's strtod reads it: decimal, hexadecimal, infinity or not a number. */
const NUMBER =
  /^[ \t\n\r\f\v]*([+-]?)(?:0x(?=\.?[0-9a-f])([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?\d+))?|(inf(?:inity)?)|(nan)|(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?))/i;

/**
 * The number at the beginning of a text, with where it ends. A leading 0 makes it octal where no 8 or 9 follows, in
 * what is read as well. @source busybox 1.35 editors/awk.c my_strtod
 * @example leadingNumber('010 x') → [8, 3]
 */
export function leadingNumber(text: string): readonly [number, number] | undefined {
  const whole = /^0(?:x([0-9a-f]+)|([0-7]+)(?![0-9.]))/i.exec(text);
  if (whole) return [whole[1] ? parseInt(whole[1], 16) : parseInt(whole[2]!, 8), whole[0].length];
  const found = NUMBER.exec(text);
  if (!found) return undefined;
  const [all, sign, hex, fraction = '', power = '0', infinite, nan, decimal] = found;
  let value: number;
  if (decimal !== undefined) value = Number(decimal);
  else if (nan !== undefined) value = NaN;
  else if (infinite !== undefined) value = Infinity;
  else value = parseInt(`0${hex ?? ''}${fraction}`, 16) * 2 ** (Number(power) - 4 * fraction.length);
  return [sign === '-' ? -value : value, all.length];
}
