import type { JsonObject } from '../api/json.ts';
import type { KubeObject } from '../api/schema/kinds.ts';
import type { Caller } from '../api/server.ts';
import type { Answer } from '../api/status-error.ts';
import { sleep, type Task } from '../task.ts';
import type { ClusterAccess } from './command.ts';

/** How often the server looks for an account `default` that is not there yet, and how long it waits in between (100 to 200 ms). */
const LOOKS = 10;
const BETWEEN = 100;

/**
 * POST, with the patience that the API server has for a namespace so new that its account `default` is still being made.
 * Admission cannot wait here, so who asks waits in its place.
 * @source kubernetes/kubernetes plugin/pkg/admission/serviceaccount/admission.go getServiceAccount
 */
export function* createPatiently(
  { api, random }: ClusterAccess,
  object: JsonObject,
  namespace: string | undefined,
  caller: Caller,
): Task<Answer<KubeObject>> {
  for (let look = 1; ; look++) {
    const answer = api.create(withoutVersion(object), namespace, caller);
    if (answer.ok || look === LOOKS || !isYoung(answer.error.message)) return answer;
    yield sleep(BETWEEN + random.int(BETWEEN));
  }
}

const isYoung = (message: string): boolean => message.endsWith('serviceaccount "default" not found');

/** What a manifest that was copied from a cluster says of its version is not sent. @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/helper.go CreateWithOptions */
function withoutVersion(object: JsonObject): JsonObject {
  const { metadata } = object;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return object;
  const { resourceVersion, ...rest } = metadata as JsonObject;
  return typeof resourceVersion === 'string' && resourceVersion !== '' ? { ...object, metadata: rest } : object;
}
