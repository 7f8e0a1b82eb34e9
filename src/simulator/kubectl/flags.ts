/** What a flag holds, and what pflag says when it cannot. */
export type FlagType = 'bool' | 'string' | 'strings' | 'int' | 'int32' | 'int64' | 'duration';

export interface Flag {
  readonly name: string;
  readonly short: string | undefined;
  readonly type: FlagType;
  /** What the flag means without "=value"; a switch has 'true'. */
  readonly bare: string | undefined;
}

/**
 * Flags from a compact list: `name[,short]:type[?bare]`, separated by blanks.
 * @example flags('output,o:string watch,w:bool dry-run:string?unchanged')
 */
export function flags(list: string): readonly Flag[] {
  return list.split(' ').map((entry) => {
    const [names = '', rest = 'string'] = entry.split(':');
    const [name = '', short] = names.split(',');
    const [type, bare] = rest.split('?');
    return { name, short, type: type as FlagType, bare: type === 'bool' ? 'true' : bare };
  });
}

/** Flags that every command takes; most change nothing here, since there is one cluster and one user. */
export const globalFlags = flags(
  'namespace,n:string context:string cluster:string user:string kubeconfig:string server,s:string token:string ' +
    'request-timeout:string v,v:int as:string as-group:strings as-uid:string insecure-skip-tls-verify:bool ' +
    'certificate-authority:string client-certificate:string client-key:string tls-server-name:string cache-dir:string ' +
    'match-server-version:bool disable-compression:bool warnings-as-errors:bool help,h:bool kuberc:string profile:string ' +
    'profile-output:string password:string username:string log-flush-frequency:duration vmodule:string',
);

/**
 * Why a flag cannot have this value, in Go's words, or undefined.
 * @source spf13/pflag bool.go, int.go, int32.go, int64.go, duration.go; Go's strconv and time
 */
export function flagProblem(type: FlagType, value: string): string | undefined {
  switch (type) {
    case 'bool':
      return booleanOf(value) === undefined ? `strconv.ParseBool: parsing ${quoted(value)}: invalid syntax` : undefined;
    case 'int':
    case 'int32':
    case 'int64': {
      const size = integerOf(value);
      const bits = type === 'int32' ? 31n : 63n;
      const isWithin = size !== undefined && size >= -(2n ** bits) && size < 2n ** bits;
      const problem = size === undefined ? 'invalid syntax' : 'value out of range';
      return isWithin ? undefined : `strconv.ParseInt: parsing ${quoted(value)}: ${problem}`;
    }
    case 'duration':
      return durationOf(value) === undefined ? durationProblem(value) : undefined;
    case 'string':
    case 'strings':
      return undefined;
  }
}

/** Longer numbers are out of every range. */
const LONGEST = 80;

/** A number as Go reads it without being told a base: 5, -5, 0x1F, 0b1, 017, 1_000. @source Go strconv ParseInt */
export function integerOf(text: string): bigint | undefined {
  const [, sign, size = ''] =
    /^([+-]?)(0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|0|[1-9](?:_?\d)*)$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const digits = size.replaceAll('_', '').replace(/^0(?=\d)/, '0o');
  const value = digits.length > LONGEST ? 2n ** 64n : BigInt(digits);
  return sign === '-' ? -value : value;
}

const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

export function booleanOf(value: string): boolean | undefined {
  return TRUE.includes(value) ? true : FALSE.includes(value) ? false : undefined;
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds; a time.Duration has so many nanoseconds. */
const LONGEST_SPAN = 2 ** 63 / 1e6;

/**
 * Go's time.ParseDuration, in milliseconds.
 * @example durationOf('1m30s') → 90_000 · durationOf('0') → 0 · durationOf('5') → undefined
 */
export function durationOf(text: string): number | undefined {
  const negative = text.startsWith('-');
  const rest = negative || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '0') return 0;
  let total = 0;
  let at = 0;
  while (at < rest.length) {
    const part = /^(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/.exec(rest.slice(at, at + 40));
    if (!part) return undefined;
    total += Number(part[1]) * (UNITS[part[2] ?? ''] ?? 0);
    if (total > LONGEST_SPAN) return undefined;
    at += part[0].length;
  }
  return rest === '' ? undefined : negative ? -total : total;
}

function durationProblem(text: string): string {
  if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return `time: missing unit in duration ${quoted(text)}`;
  const unit = /^[+-]?(?:\d+\.?\d*|\.\d+)([^\d.]+)/.exec(text.slice(0, 40))?.[1];
  return unit !== undefined && !(unit in UNITS)
    ? `time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`
    : `time: invalid duration ${quoted(text)}`;
}

/** Go's %q for texts that people type. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
