import type { Path } from '../field-error.ts';
import type { Container, EphemeralContainer, PodSpec } from '../schema/kinds.ts';

export interface PlacedContainer {
  readonly container: Container | EphemeralContainer;
  readonly at: Path;
}

/** Every container of a pod with its place: init containers, containers, ephemeral ones. @source kubernetes/kubernetes pkg/apis/core/pods/helpers.go VisitContainersWithPath */
export function containersOf(spec: PodSpec, at: Path): PlacedContainer[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, i) => ({ container, at: at.field(list).index(i) })),
  );
}
