import { describe } from '../api/field-error.ts';
import type { ApiServer } from '../api/server.ts';
import type { Answer } from '../api/status-error.ts';

/** The codes of field errors by their text ("spec.containers[0].image: Required value"). */
export type Codes = ReadonlyMap<string, string>;

/** An API server whose refusals are listened to: kubectl prints texts, and what explains them needs their codes. */
export function hearCodes(api: ApiServer): { readonly api: ApiServer; readonly codes: Codes } {
  const codes = new Map<string, string>();
  const heard = <T>(answer: Answer<T>): Answer<T> => {
    if (!answer.ok)
      for (const error of answer.error.fieldErrors ?? [])
        if (error.code !== undefined) codes.set(describe(error), error.code);
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
  };
}
