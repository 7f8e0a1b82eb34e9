import { goQuote } from '../go-quote.ts';
import { aggregateText, type FieldError } from './field-error.ts';
import type { Problem } from './problem.ts';

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
  /** As FieldError's code, for a refusal that is not about fields. (`code` is HTTP's.) */
  readonly explainedAs?: string | undefined;
  /** What it is about, where the Status object says so: kubectl's "The Pod "web" is invalid". */
  readonly details?: { readonly kind: string; readonly name: string };
}

export type Answer<T> =
  | { readonly ok: true; readonly object: T; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly error: StatusError; readonly warnings: readonly Problem[] };

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

/** @param explainedAs - the code under which it is explained */
export const badRequest = (message: string, explainedAs?: string): StatusError => ({
  code: 400,
  reason: 'BadRequest',
  message,
  explainedAs,
});

/** @param kind - with its group, as "Pod" or "Deployment.apps" */
export function invalid(kind: string, name: string, fieldErrors: readonly FieldError[]): StatusError {
  return {
    code: 422,
    reason: 'Invalid',
    message: `${kind} ${goQuote(name)} is invalid: ${aggregateText(fieldErrors)}`,
    fieldErrors,
    details: { kind: kind.split('.')[0] ?? kind, name },
  };
}
