import type { FieldError } from './field-error.ts';

/**
 * A refusal by the API server, as its Status object says it; `message` is what kubectl prints after "Error from server (Reason): "
 * (or alone, for Invalid).
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go
 */
export interface StatusError {
  readonly code: number;
  readonly reason: 'NotFound' | 'AlreadyExists' | 'Conflict' | 'Invalid' | 'BadRequest' | 'Forbidden' | 'MethodNotAllowed' | 'TooManyRequests' | 'InternalError' | 'UnsupportedMediaType' | 'NotAcceptable' | '';
  readonly message: string;
  readonly fieldErrors?: readonly FieldError[];
}

export type Answer<T> =
  | { readonly ok: true; readonly object: T; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly error: StatusError; readonly warnings: readonly string[] };
