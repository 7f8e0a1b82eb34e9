import { goQuote } from '../go-quote.ts';
import { parseTimestamp, rfc3339, rfc3339Micro } from '../timestamp.ts';

/**
 * A time in the form it is stored in: UTC, whole seconds (or microseconds).
 * @source k8s.io/apimachinery pkg/apis/meta/v1/time.go, micro_time.go
 */
export function timeOrProblem(
  text: string,
  type: 'time' | 'microTime',
): { readonly text: string } | { readonly problem: string } {
  const at = parseTimestamp(text);
  if (at === undefined || (type === 'microTime' && !MICROS.test(text))) return { problem: timeProblem(text, type) };
  const beyond = outOfRange(text);
  if (beyond !== undefined) return { problem: `parsing time ${goQuote(text)}: ${beyond} out of range` };
  return { text: type === 'time' ? rfc3339(at) : rfc3339Micro(at) };
}

const MICROS = /\.\d{6}[Z+-]/;

const LARGEST = [
  ['hour', 11, 23],
  ['minute', 14, 59],
  ['second', 17, 59],
] as const;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Which part of a time that has the right form is too large (or zero). */
function outOfRange(text: string): string | undefined {
  const part = (from: number, length = 2): number => Number(text.slice(from, from + length));
  const [year, month, day] = [part(0, 4), part(5), part(8)];
  if (month < 1 || month > 12) return 'month';
  const beyond = LARGEST.find(([, from, most]) => part(from) > most);
  if (beyond) return beyond[0];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 31);
  return day < 1 || day > days ? 'day' : undefined;
}

const LAYOUTS = { time: '2006-01-02T15:04:05Z07:00', microTime: '2006-01-02T15:04:05.000000Z07:00' } as const;

/** Go's time layout taken apart: what each step reads, and how it is named when it cannot. */
const STEPS: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d\d/, '01'],
  [/^-/, '-'],
  [/^\d\d/, '02'],
  [/^T/, 'T'],
  [/^\d\d/, '15'],
  [/^:/, ':'],
  [/^\d\d/, '04'],
  [/^:/, ':'],
];
/** A fraction may follow the seconds unasked; where one is asked for, it has its length. */
const LAST_STEPS: Record<'time' | 'microTime', typeof STEPS> = {
  time: [[/^\d\d(\.\d+)?/, '05']],
  microTime: [
    [/^\d\d/, '05'],
    [/^\.\d{6}/, '.000000'],
  ],
};
const ZONE = [/^(Z|[+-]\d\d:\d\d)/, 'Z07:00'] as const;

function timeProblem(text: string, type: 'time' | 'microTime'): string {
  let rest = text;
  for (const [form, name] of [...STEPS, ...LAST_STEPS[type], ZONE]) {
    const found = form.exec(rest);
    if (!found)
      return `parsing time ${timeQuote(text)} as ${timeQuote(LAYOUTS[type])}: cannot parse ${timeQuote(rest)} as ${timeQuote(name)}`;
    rest = rest.slice(found[0].length);
  }
  return rest === ''
    ? `parsing time ${timeQuote(text)}: day out of range`
    : `parsing time ${timeQuote(text)}: extra text: ${timeQuote(rest)}`;
}

/** The time package quotes by itself: all that is not plain ASCII byte by byte. @source Go time/format.go quote */
const timeQuote = (text: string): string =>
  `"${[...text].map((c) => (c >= ' ' && c <= '~' ? c.replace(/["\\]/, '\\$&') : bytesOf(c))).join('')}"`;

/** A character that is no plain ASCII as "\xe2\x82\xac"; half of a pair is the replacement character. */
const bytesOf = (char: string): string =>
  encodeURIComponent(char.length === 1 && char >= '\ud800' && char <= '\udfff' ? '\ufffd' : char)
    .replaceAll('%', '\\x')
    .toLowerCase();

const BASE64 = /[A-Za-z0-9+/]/;

/**
 * Why a text is no base64, in Go's words, or undefined. Line breaks are let through.
 * @source Go encoding/base64 StdEncoding.Decode
 */
export function bytesProblem(text: string): string | undefined {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\n' || c === '\r') continue;
    if (BASE64.test(c)) {
      digits++;
      continue;
    }
    return c === '=' ? paddingProblem(text, i, digits) : corrupt(i);
  }
  return digits % 4 === 0 ? undefined : corrupt(text.length - (digits % 4));
}

const corrupt = (at: number): string => `illegal base64 data at input byte ${at}`;

function paddingProblem(text: string, at: number, digits: number): string | undefined {
  const missing = 4 - (digits % 4);
  if (missing > 2) return corrupt(at);
  let left = missing;
  let i = at;
  for (; i < text.length && left > 0; i++) {
    if (text[i] === '\n' || text[i] === '\r') continue;
    if (text[i] !== '=') return corrupt(i);
    left--;
  }
  if (left > 0) return corrupt(text.length);
  while (text[i] === '\n' || text[i] === '\r') i++;
  return i < text.length ? corrupt(i) : undefined;
}
