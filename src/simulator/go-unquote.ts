const SINGLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/**
 * What stands between the quotes of a text in Go's notation; undefined where an escape is none of Go's.
 * @param quote - the quotes around it, which alone may be escaped
 * @example goUnquote('a\\tb', '"') → "a	b" · goUnquote('\\q', '"') → undefined
 * @source Go strconv/quote.go UnquoteChar
 */
export function goUnquote(inner: string, quote: '"' | "'"): string | undefined {
  let isWrong = false;
  const text = inner.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([^])|$)/gu,
    (_, x?: string, u?: string, long?: string, octal?: string, other?: string) => {
      const hex = x ?? u ?? long;
      const code = hex !== undefined ? parseInt(hex, 16) : octal !== undefined ? parseInt(octal, 8) : undefined;
      if (code !== undefined && code <= 0x10ffff) return String.fromCodePoint(code);
      const single = other === quote ? quote : Object.hasOwn(SINGLE, other ?? '') ? SINGLE[other ?? ''] : undefined;
      isWrong ||= single === undefined;
      return single ?? '';
    },
  );
  return isWrong ? undefined : text;
}
