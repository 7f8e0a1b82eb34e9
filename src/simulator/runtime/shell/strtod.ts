/** A whole word as strtod(3) reads it; undefined where more is left. */
export function toNumber(text: string): number | undefined {
  const word = text.trimStart();
  if (word === '') return 0;
  const found = /^([-+]?)(?:(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|0x[\da-f]+)|(inf(?:inity)?)|nan)$/i.exec(word);
  if (!found) return undefined;
  const [, sign, digits, infinite] = found;
  return (sign === '-' ? -1 : 1) * (digits !== undefined ? Number(digits) : infinite !== undefined ? Infinity : NaN);
}
