import type { Json, JsonObject } from '../api/json.ts';
import type { ApiServer } from '../api/server.ts';
import type { ClusterAccess, ParsedLine } from './command.ts';

/** Where what was done is written, and `rollout history` reads it. */
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** The line as --record writes it down: words first, then flags in their long form. @example "kubectl scale deploy web --replicas=2 --record=true" */
function causeOf({ command, args, afterDashes = [], flags }: ParsedLine): string {
  const given = [...flags].flatMap(([name, values]) => values.map((value) => `--${name}=${value}`));
  return ['kubectl', ...command, ...args, ...afterDashes, ...given].join(' ');
}

/** An object, or a patch of one, that says which line it comes from. */
export function withCause(object: JsonObject, line: ParsedLine): JsonObject {
  const inside = (value: Json | undefined): JsonObject => (value ?? {}) as JsonObject;
  const metadata = inside(object['metadata']);
  const annotations = { ...inside(metadata['annotations']), [CHANGE_CAUSE]: causeOf(line) };
  return { ...object, metadata: { ...metadata, annotations } };
}

/**
 * The cluster as --record has it: all that is sent to its API server tells its cause. What a JSON patch or a scale cannot
 * tell, a second patch does.
 * @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/genericclioptions/record_flags.go
 */
export function recordingCause(cluster: ClusterAccess, line: ParsedLine): ClusterAccess {
  const { clock, random, store, history, api } = cluster;
  const recording: ApiServer = {
    ...api,
    create: (object, namespace, caller) => api.create(withCause(object, line), namespace, caller),
    update: (target, object, caller) => api.update(target, withCause(object, line), caller),
    patch: (target, patch, caller) => {
      if (patch.type !== 'json' && target.subresource === undefined)
        return api.patch(target, { ...patch, body: withCause(patch.body, line) }, caller);
      const answer = api.patch(target, patch, caller);
      const { kind, namespace, name } = target;
      return answer.ok
        ? api.patch({ kind, namespace, name }, { type: 'merge', body: withCause({}, line) }, caller)
        : answer;
    },
  };
  return { clock, random, store, history, api: recording, node: (name) => cluster.node(name) };
}
