const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** The character of an escape sequence, and how many characters it takes; unknown ones keep their backslash. */
export function unescape(sequence: string): readonly [string, number] {
  const first = sequence.charAt(0);
  const octal = /^[0-7]{1,3}/.exec(sequence)?.[0];
  if (octal !== undefined) return [String.fromCharCode(parseInt(octal, 8) & 255), octal.length];
  const hex = /^x([0-9a-fA-F]{1,2})/.exec(sequence)?.[1];
  if (hex !== undefined) return [String.fromCharCode(parseInt(hex, 16)), hex.length + 1];
  const simple = ESCAPES[first];
  return simple === undefined ? ['\\', 0] : [simple, 1];
}
