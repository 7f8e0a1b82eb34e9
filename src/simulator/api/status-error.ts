import { goQuote } from '../go-quote.ts';
import type { FieldError } from './field-error.ts';

/**
 * A refusal by the API server, as its Status object says it; `message` is what kubectl prints after "Error from server (Reason): "
 * (or alone, for Invalid).
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go
 */
export interface StatusError {
  readonly code: number;
  readonly reason:
    | 'NotFound'
    | 'AlreadyExists'
    | 'Conflict'
    | 'Invalid'
    | 'BadRequest'
    | 'Forbidden'
    | 'MethodNotAllowed'
    | 'TooManyRequests'
    | 'InternalError'
    | 'UnsupportedMediaType'
    | 'NotAcceptable'
    | '';
  readonly message: string;
  readonly fieldErrors?: readonly FieldError[];
  /** What it is about, where the Status object says so: kubectl's "The Pod "web" is invalid". */
  readonly details?: { readonly kind: string; readonly name: string };
}

export type Answer<T> =
  | { readonly ok: true; readonly object: T; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly error: StatusError; readonly warnings: readonly string[] };

/** @param resource - plural, with its group: "pods", "deployments.apps" */
export const notFound = (resource: string, name: string): StatusError => ({
  code: 404,
  reason: 'NotFound',
  message: `${resource} ${goQuote(name)} not found`,
});

export const alreadyExists = (resource: string, name: string): StatusError => ({
  code: 409,
  reason: 'AlreadyExists',
  message: `${resource} ${goQuote(name)} already exists`,
});

export const conflict = (resource: string, name: string, why: string): StatusError => ({
  code: 409,
  reason: 'Conflict',
  message: `Operation cannot be fulfilled on ${resource} ${goQuote(name)}: ${why}`,
});

export const badRequest = (message: string): StatusError => ({ code: 400, reason: 'BadRequest', message });

/** @param kind - with its group, as "Pod" or "Deployment.apps" */
export function invalid(kind: string, name: string, fieldErrors: readonly FieldError[]): StatusError {
  const texts = fieldErrors.map(fieldErrorText);
  return {
    code: 422,
    reason: 'Invalid',
    message: `${kind} ${goQuote(name)} is invalid: ${texts.length === 1 ? texts[0]! : `[${[...new Set(texts)].join(', ')}]`}`,
    fieldErrors,
    details: { kind: kind.split('.')[0]!, name },
  };
}

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

/** Types that are printed without the value they are about. */
const VALUELESS: ReadonlySet<FieldError['type']> = new Set([
  'FieldValueRequired',
  'FieldValueForbidden',
  'FieldValueTooLong',
  'InternalError',
]);

/**
 * @example fieldErrorText({ type: 'FieldValueInvalid', path: 'spec.replicas', badValue: -1, detail: 'must be …' }) → "spec.replicas: Invalid value: -1: must be …"
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go Error, ErrorBody
 */
export function fieldErrorText(error: FieldError): string {
  const parts = [`${error.path}: ${WORDS[error.type]}`];
  if (!VALUELESS.has(error.type) && 'badValue' in error) parts.push(valueText(error.badValue));
  if (error.detail !== '') parts.push(error.detail);
  return parts.join(': ');
}

const valueText = (value: unknown): string => (typeof value === 'string' ? goQuote(value) : goJson(value));

/** JSON as Go writes it: keys of maps in order, <, > and & escaped. */
function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .map(([k, v]) => `${goJson(k)}:${goJson(v)}`)
      .join(',')}}`;
  return (JSON.stringify(value) ?? 'null').replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
