import type { Problem } from './problem.ts';
import type { Answer, StatusError } from './status-error.ts';

/** The answer to a request that is turned down. */
export const refused = (
  error: StatusError,
  warnings: readonly Problem[] = [],
): Extract<Answer<never>, { readonly ok: false }> => ({ ok: false, error, warnings });
