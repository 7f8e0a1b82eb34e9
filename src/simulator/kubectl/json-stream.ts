/** One JSON value at the beginning of a text, or why there is none. */
export type JsonValueEnd =
  { readonly end: number } | { readonly problem: 'syntax' | 'end of text'; readonly at: number };

/**
 * Finds where the JSON value ends that begins at `from`, without reading it.
 * @source Go encoding/json scanner.go
 */
export function jsonValueEnd(text: string, from: number): JsonValueEnd {
  const open: string[] = [];
  let at = skipSpace(text, from);
  let wants: 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' = 'value';
  for (;;) {
    at = skipSpace(text, at);
    const c = text[at];
    if (c === undefined) return { problem: 'end of text', at };
    switch (wants) {
      case 'colon':
        if (c !== ':') return { problem: 'syntax', at };
        wants = 'value';
        at++;
        continue;
      case 'comma':
        if (c !== ',' && c !== open.at(-1)) return { problem: 'syntax', at };
        at++;
        if (c === ',') {
          wants = open.at(-1) === '}' ? 'key' : 'value';
          continue;
        }
        open.pop();
        break;
      case 'key':
      case 'key or }': {
        if (c === '}' && wants === 'key or }') {
          open.pop();
          at++;
          break;
        }
        const end = c === '"' ? token(text, at) : undefined;
        if (end === undefined) return { problem: 'syntax', at };
        if (end > text.length) return { problem: 'end of text', at };
        wants = 'colon';
        at = end;
        continue;
      }
      default: {
        if (c === '{' || c === '[') {
          if (open.push(c === '{' ? '}' : ']') > MAX_DEPTH) return { problem: 'syntax', at };
          wants = c === '{' ? 'key or }' : 'value or ]';
          at++;
          continue;
        }
        if (c === ']' && wants === 'value or ]') {
          open.pop();
          at++;
          break;
        }
        const end = token(text, at);
        if (end === undefined) return { problem: 'syntax', at };
        if (end > text.length) return { problem: 'end of text', at };
        at = end;
      }
    }
    if (open.length === 0) return { end: at };
    wants = 'comma';
  }
}

/** As deep as YAML is read: what is deeper is no JSON here. */
const MAX_DEPTH = 100;

export function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t' || text[at] === '\r') at++;
  return at;
}

const WORD = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/y;

/** The offset behind a string, number or word; past the text's end where a string is not closed. */
function token(text: string, from: number): number | undefined {
  if (text[from] !== '"') {
    WORD.lastIndex = from;
    return WORD.test(text) ? WORD.lastIndex : undefined;
  }
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
    else if (text.charCodeAt(at) < 0x20) return undefined;
  }
  return text.length + 1;
}
