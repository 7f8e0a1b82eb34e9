import type { StatusError } from '../api/status-error.ts';

/** Why a command ends early: what it says on stderr, and its exit code. */
export interface Failure {
  readonly failure: string;
  readonly exit: number;
  /** What was printed before it ended. */
  readonly printed?: string;
}

/** Text for stderr, with its newline. */
export function failure(text: string, exit = 1): Failure {
  return { failure: text, exit };
}

/** @example plainFailure('no such thing') → "error: no such thing" */
export function plainFailure(message: string, exit = 1): Failure {
  return failure(errorText(message), exit);
}

/**
 * Said as it is where no command has put its own words around it.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go StandardErrorMessage; apimachinery pkg/api/meta/errors.go NoResourceMatchError
 */
export function unknownResourceType(type: string): Failure {
  return failure(`the server doesn't have a resource type ${JSON.stringify(type)}\n`);
}

/**
 * An error about how a command was used.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go UsageErrorf
 */
export function usageFailure(command: string, message: string): Failure {
  return plainFailure(`${message}\nSee 'kubectl ${command} -h' for help and examples`);
}

export function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'failure' in value;
}

/** A command's exit code: 0, or what failed is said on stderr and its code given. */
export function ended({ err }: { readonly err: (text: string) => void }, failed: Failure | undefined): number {
  if (!failed) return 0;
  err(failed.failure);
  return failed.exit;
}

/**
 * What kubectl prints of a refusal by the API server.
 * @param prefix - what kubectl did when it was refused: `error when creating "STDIN"`
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go StandardErrorMessage
 */
export function statusText(error: StatusError, prefix?: string): string {
  const message = prefix === undefined ? error.message : `${prefix}: ${error.message}`;
  if (error.reason === 'Invalid') return `The ${message.endsWith('\n') ? message : `${message}\n`}`;
  return error.reason === '' ? `Error from server: ${message}\n` : `Error from server (${error.reason}): ${message}\n`;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go checkErr */
export function errorText(message: string): string {
  return `${message.startsWith('error: ') ? '' : 'error: '}${message}\n`;
}
