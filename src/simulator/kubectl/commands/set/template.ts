import type { Json, JsonObject } from '../../../api/json.ts';
import { threeWayPatch } from '../../../api/apply/three-way-patch.ts';
import { resourceOf } from '../../../api/resources.ts';
import type { Container, KubeObject, PodSpec } from '../../../api/schema/kinds.ts';
import type { Change } from '../../change.ts';
import type { CommandContext } from '../../command.ts';
import type { Failure } from '../../failure.ts';
import type { Refusal } from '../../refusals.ts';

/** The pod spec that an object is or makes pods from, and the path to it. */
export function podSpecOf(
  object: KubeObject,
): { readonly spec: PodSpec; readonly path: readonly string[] } | undefined {
  switch (object.kind) {
    case 'Pod':
      return { spec: object.spec, path: ['spec'] };
    case 'Deployment':
    case 'DaemonSet':
    case 'StatefulSet':
    case 'ReplicaSet':
    case 'Job': {
      const spec = object.spec.template?.spec;
      return spec && { spec, path: ['spec', 'template', 'spec'] };
    }
    case 'CronJob': {
      const spec = object.spec.jobTemplate.spec?.template.spec;
      return spec && { spec, path: ['spec', 'jobTemplate', 'spec', 'template', 'spec'] };
    }
    default:
      return undefined;
  }
}

/**
 * What is said of an object that makes no pods, or cannot be changed for another reason.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/polymorphichelpers/updatepodspec.go
 */
export function withoutTemplate(
  { kind, apiVersion, metadata }: KubeObject,
  why = `the object is not a pod or does not have a pod template: *${apiVersion.split('/').at(-1) ?? ''}.${kind}`,
): { readonly text: string } {
  return { text: `error: ${resourceOf(kind).plural}/${metadata.name} ${why}` };
}

/** `object` with its pod spec changed. */
export function withPodSpec(
  object: KubeObject,
  path: readonly string[],
  change: (spec: PodSpec) => PodSpec,
): JsonObject {
  const at = (value: JsonObject, steps: readonly string[]): JsonObject => {
    const [step, ...rest] = steps;
    if (step === undefined) return change(value as unknown as PodSpec) as unknown as JsonObject;
    return { ...value, [step]: at(value[step] as JsonObject, rest) as Json };
  };
  return at(object as unknown as JsonObject, path);
}

/**
 * Whether a container's name is one that somebody means, who may put "*" into it.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/helper.go selectString
 */
export function isMeant(name: string, wanted: string): boolean {
  if (!wanted.includes('*')) return name === wanted;
  let at = 0;
  const parts = wanted.split('*');
  for (const [i, part] of parts.entries()) {
    if (part === '') continue;
    const next = name.slice(at).indexOf(part);
    if (next < at || (i === 0 && at !== 0) || (i === parts.length - 1 && name.length !== part.length + next))
      return false;
    at = next;
  }
  return true;
}

/** Containers that a name means, changed. */
export const eachContainer = (spec: PodSpec, name: string, change: (container: Container) => Container): PodSpec => {
  const mapped = (list: readonly Container[]): readonly Container[] =>
    list.map((c) => (isMeant(c.name, name) ? change(c) : c));
  return {
    ...spec,
    containers: mapped(spec.containers),
    ...(spec.initContainers ? { initContainers: mapped(spec.initContainers) } : {}),
  };
};

/**
 * Sends what `wanted` differs in from the live object.
 * @param what - for messages: "image update to pod template:"
 */
export function patchTemplate(
  { cluster }: CommandContext,
  change: Change,
  live: KubeObject,
  wanted: JsonObject,
  what: string,
  done: string,
  unchanged: 'is told' | 'is not told' = 'is not told',
): Refusal | Failure | undefined {
  const before = live as unknown as JsonObject;
  const patch = threeWayPatch(before, wanted, before, `#${resourceOf(live.kind).definition}`);
  if (Object.keys(patch).length === 0 && unchanged === 'is not told') return undefined;
  if (change.dryRun === 'client') return change.tell(wanted as unknown as KubeObject, done);
  const { namespace, name } = live.metadata;
  const answer = cluster.api.patch(
    { kind: live.kind, namespace, name },
    { type: 'strategic', body: patch },
    change.caller,
  );
  change.warn(answer.warnings);
  return answer.ok ? change.tell(answer.object, done) : { text: `failed to patch ${what} ${answer.error.message}` };
}
