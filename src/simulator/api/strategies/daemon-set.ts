import { withMetadata } from '../object-metadata.ts';
import { sameJson } from '../same-json.ts';
import type { DaemonSet, KubeObject } from '../schema/kinds.ts';
import { withSpecGeneration } from './generation.ts';
import type { Strategy } from './strategy.ts';

const base = withSpecGeneration({
  currentNumberScheduled: 0,
  desiredNumberScheduled: 0,
  numberMisscheduled: 0,
  numberReady: 0,
});

/** A field that v1 no longer has lives on as an annotation. */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/**
 * A DaemonSet counts the changes of its template too.
 * @source kubernetes/kubernetes pkg/registry/apps/daemonset/strategy.go, pkg/apis/apps/v1/conversion.go
 */
export const daemonSetStrategy: Strategy = {
  ...base,
  prepareForCreate: (object, context) => withTemplateGeneration(base.prepareForCreate(object, context), 1),
  prepareForUpdate: (object, before, context, subresource) => {
    const prepared = base.prepareForUpdate(object, before, context, subresource);
    if (subresource === 'status') return prepared;
    const count = Number(before.metadata.annotations?.[TEMPLATE_GENERATION] ?? 1);
    const isSame = sameJson((object as DaemonSet).spec.template, (before as DaemonSet).spec.template);
    return withTemplateGeneration(prepared, isSame ? count : count + 1);
  },
};

const withTemplateGeneration = (object: KubeObject, count: number): KubeObject =>
  withMetadata(object, { annotations: { ...object.metadata.annotations, [TEMPLATE_GENERATION]: String(count) } });
