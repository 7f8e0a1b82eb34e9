/**
 * A place in an object, built step by step.
 * @example Path.root('spec').field('containers').index(0).field('image').text → "spec.containers[0].image"
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/field/path.go
 */
export class Path {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static root(name: string): Path {
    return new Path(name);
  }

  field(name: string): Path {
    return new Path(`${this.text}.${name}`);
  }

  index(i: number): Path {
    return new Path(`${this.text}[${i}]`);
  }

  key(key: string): Path {
    return new Path(`${this.text}[${key}]`);
  }
}

/**
 * What a validation found. `type` is the first words of its message; `badValue` is printed where the type shows values:
 * left out it is not printed, null is printed as null. Where upstream prints a Go struct it is given in its internal
 * form (internal-form.ts).
 * `code` is ours: stable, the name under which learners are told what it means, where they are.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go
 */
export interface FieldError {
  readonly type:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueDuplicate'
    | 'FieldValueForbidden'
    | 'FieldValueNotFound'
    | 'FieldValueNotSupported'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany'
    | 'FieldValueTypeInvalid'
    | 'InternalError';
  readonly path: string;
  readonly badValue?: unknown;
  readonly detail: string;
  readonly code?: string;
}

export type Errors = Generator<FieldError, void>;

export const required = (at: Path, detail = ''): FieldError => ({ type: 'FieldValueRequired', path: at.text, detail });
export const forbidden = (at: Path, detail: string): FieldError => ({
  type: 'FieldValueForbidden',
  path: at.text,
  detail,
});
export const duplicate = (at: Path, badValue: unknown): FieldError => ({
  type: 'FieldValueDuplicate',
  path: at.text,
  badValue,
  detail: '',
});
export const notFound = (at: Path, badValue: unknown): FieldError => ({
  type: 'FieldValueNotFound',
  path: at.text,
  badValue,
  detail: '',
});
export const invalid = (at: Path, badValue: unknown, detail: string): FieldError => ({
  type: 'FieldValueInvalid',
  path: at.text,
  badValue,
  detail,
});
/** @param supported - in the order in which they are to be printed: most of upstream's sets are sorted */
export const notSupported = (at: Path, badValue: unknown, supported: readonly string[]): FieldError => ({
  type: 'FieldValueNotSupported',
  path: at.text,
  badValue,
  detail: supported.length === 0 ? '' : `supported values: ${supported.map(quote).join(', ')}`,
});
export const tooLong = (at: Path, bytes: number): FieldError => ({
  type: 'FieldValueTooLong',
  path: at.text,
  detail: `may not be more than ${bytes} bytes`,
});
export const tooMany = (at: Path, actual: number, most: number): FieldError => ({
  type: 'FieldValueTooMany',
  path: at.text,
  badValue: actual,
  detail: `must have at most ${most} items`,
});

/** Gives an error the name under which it is explained to learners. @example coded('image-missing', required(at.field('image'))) */
export const coded = (code: string, error: FieldError): FieldError => ({ ...error, code });

/** Gives each error of a rule the name, unless a rule within has given one. */
export function* allCoded(code: string, errors: Iterable<FieldError>): Errors {
  for (const error of errors) yield error.code === undefined ? coded(code, error) : error;
}

/** Each complaint about a value becomes an error of its own. @param code - under which they are explained */
export function* invalidFor(at: Path, badValue: unknown, complaints: readonly string[], code?: string): Errors {
  for (const complaint of complaints) {
    const error = invalid(at, badValue, complaint);
    yield code === undefined ? error : coded(code, error);
  }
}

/** @example describe(required(Path.root('spec').field('containers'))) → "spec.containers: Required value" */
export function describe(error: FieldError): string {
  return `${error.path}: ${describeBody(error)}`;
}

/** What follows the path; the message of a cause in a Status. */
export function describeBody(error: FieldError): string {
  const value = WITHOUT_VALUE.has(error.type) || error.badValue === undefined ? '' : `: ${printed(error.badValue)}`;
  return `${WORDS[error.type]}${value}${error.detail === '' ? '' : `: ${error.detail}`}`;
}

/**
 * The errors as the message of an Invalid status has them: one on the line, several as a list; what is said twice is said once.
 * @example aggregateText([…]) → "spec.containers: Required value" or "[spec.a: Required value, spec.b: Required value]"
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/errors/errors.go aggregate.Error
 */
export function aggregateText(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(describe))];
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
}

/** As Go's strconv.Quote: what cannot be printed is escaped. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let out = '"';
  for (const char of text) out += ESCAPES[char] ?? (isPrintable(char) ? char : escaped(char.codePointAt(0) ?? 0));
  return `${out}"`;
}

const WITHOUT_VALUE: ReadonlySet<FieldError['type']> = new Set([
  'FieldValueRequired',
  'FieldValueForbidden',
  'FieldValueTooLong',
  'InternalError',
]);
const WORDS: Readonly<Record<FieldError['type'], string>> = {
  FieldValueRequired: 'Required value',
  FieldValueInvalid: 'Invalid value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueForbidden: 'Forbidden',
  FieldValueNotFound: 'Not found',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueTypeInvalid: 'Invalid value',
  InternalError: 'Internal error',
};

const PLAIN = /^[ !#-[\]-~]*$/;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

function isPrintable(char: string): boolean {
  return char === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char);
}

function escaped(point: number): string {
  const hex = (width: number): string => point.toString(16).padStart(width, '0');
  return point < 0x80 ? `\\x${hex(2)}` : point < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

function printed(value: unknown): string {
  return typeof value === 'string' ? quote(value) : goJson(value);
}

/** JSON as Go marshals it: <, > and & are escaped. */
export function goJson(value: unknown, indent?: string): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
