import { describe } from '../api/field-error.ts';
import type { ApiServer } from '../api/server.ts';
import type { Answer } from '../api/status-error.ts';

/** The codes of what was told, by the first line of its text ("spec.containers[0].image: Required value"). */
export type Codes = ReadonlyMap<string, string>;

/** An API server whose refusals and warnings are listened to: kubectl prints texts, and what explains them needs their codes. */
export function hearCodes(api: ApiServer): {
  readonly api: ApiServer;
  readonly codes: Codes;
  /** Hears what kubectl says of its own. */
  readonly explain: (text: string, code: string) => void;
} {
  const codes = new Map<string, string>();
  const explain = (text: string, code: string | undefined): void => {
    if (code !== undefined) codes.set(text.split('\n', 1)[0] ?? text, code);
  };
  const heard = <T>(answer: Answer<T>): Answer<T> => {
    for (const { text, code } of answer.warnings) explain(text, code);
    if (answer.ok) return answer;
    for (const error of answer.error.fieldErrors ?? []) explain(describe(error), error.code);
    explain(answer.error.message, answer.error.explainedAs);
    return answer;
  };
  return {
    api: {
      ...api,
      create: (...request) => heard(api.create(...request)),
      update: (...request) => heard(api.update(...request)),
      patch: (...request) => heard(api.patch(...request)),
    },
    codes,
    explain,
  };
}
