import type { Pod } from '../api/schema/kinds.ts';
import { goQuote } from '../go-quote.ts';
import { plainFailure, type Failure } from './failure.ts';

/** Every container of a Pod by name, as messages list them: "app, log, wait (init)". */
function containerList({ spec }: Pod): string {
  return [
    ...spec.containers.map((c) => c.name),
    ...(spec.ephemeralContainers ?? []).map((c) => `${c.name} (ephem)`),
    ...(spec.initContainers ?? []).map((c) => `${c.name} (init)`),
  ].join(', ');
}

/**
 * The container that is meant: the one named, the one an annotation makes the default, or the first; `told` is what kubectl
 * says when it chose one of several.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/podcmd/podcmd.go FindOrDefaultContainerByName
 */
export function chooseContainer(
  pod: Pod,
  name: string | undefined,
): { readonly name: string; readonly told: string } | Failure {
  const all = [...pod.spec.containers, ...(pod.spec.ephemeralContainers ?? []), ...(pod.spec.initContainers ?? [])];
  if (name) return all.some((c) => c.name === name) ? { name, told: '' } : noSuchContainer(pod, name);
  const annotated = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  if (annotated && all.some((c) => c.name === annotated)) return { name: annotated, told: '' };
  const first = pod.spec.containers[0]?.name ?? '';
  return {
    name: first,
    told: all.length > 1 ? `Defaulted container ${goQuote(first)} out of: ${containerList(pod)}\n` : '',
  };
}

function noSuchContainer(pod: Pod, name: string): Failure {
  return plainFailure(`container ${name} is not valid for pod ${pod.metadata.name} out of: ${containerList(pod)}`);
}
