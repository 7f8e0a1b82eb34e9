import { describeBody } from '../api/field-error.ts';
import type { Problem } from '../api/problem.ts';
import type { StatusError } from '../api/status-error.ts';
import { goQuote } from '../go-quote.ts';

/** An error that a command met: the API server's, or kubectl's own words. */
export type Refusal =
  | { readonly status: StatusError }
  | (Problem & {
      /** What is printed where nothing else went wrong, if not the text as an error. */ readonly alone?: string;
    });

/** Errors that are one beside others, and told once each. @source k8s.io/apimachinery pkg/util/errors aggregate.Error */
export function together(refusals: readonly Refusal[]): Refusal {
  const lines = refusals.map(lineText);
  const texts = [...new Set(lines)];
  return { text: texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`, alone: lines.join('\n') };
}

/** Says what kubectl was doing. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go AddSourceToErr */
export function whileDoing(verb: string, source: string, refusal: Refusal): Refusal {
  const doing = (message: string): string => `error when ${verb} ${goQuote(source)}: ${message}`;
  return 'status' in refusal
    ? { status: { ...refusal.status, message: doing(refusal.status.message) } }
    : { ...refusal, text: doing(refusal.text) };
}

/**
 * What kubectl prints as it ends with errors: one in full, several a line each.
 * @param unread - what could not be read of files: told last, as one error
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go checkErr, MultipleErrors;
 *   staging/src/k8s.io/cli-runtime/pkg/resource/visitor.go EagerVisitorList, ContinueOnErrorVisitor
 */
export function refusalsText(refusals: readonly Refusal[], unread: readonly Refusal[] = []): string {
  if (unread.length > 0) return refusalsText(refusals.length > 0 ? [...refusals, together(unread)] : unread);
  const [only, ...more] = refusals;
  if (!only) return '';
  if (more.length > 0) return refusals.map((r) => withNewline(lineText(r))).join('');
  if ('text' in only)
    return withNewline(only.alone ?? (only.text.startsWith('error: ') ? only.text : `error: ${only.text}`));
  return only.status.reason === 'Invalid' ? invalidText(only.status) : withNewline(lineText(only));
}

const withNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

function lineText(refusal: Refusal): string {
  if ('text' in refusal) return refusal.text;
  const { reason, message } = refusal.status;
  return reason === '' ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`;
}

/** What is invalid is told by its fields, what is said twice once. */
function invalidText({ fieldErrors = [], details, message }: StatusError): string {
  const prefix = details ? `The ${details.kind} ${goQuote(details.name)} is invalid` : 'The request is invalid';
  const causes = [...new Set(fieldErrors.map((e) => `${e.path}: ${describeBody(e)}`))];
  if (causes.length === 0) return withNewline(details ? prefix : `${prefix}: ${message}`);
  return causes.length === 1
    ? `${prefix}: ${causes[0] ?? ''}\n`
    : `${prefix}: \n${causes.map((c) => `* ${c}\n`).join('')}`;
}
