import { withMetadata } from '../object-metadata.ts';
import { sameJson } from '../same-json.ts';
import { withSpecGeneration } from './generation.ts';
import type { Strategy } from './strategy.ts';

const base = withSpecGeneration({});

/** A Deployment counts changes of its annotations too: its controller reads some. @source kubernetes/kubernetes pkg/registry/apps/deployment/strategy.go PrepareForUpdate */
export const deploymentStrategy: Strategy = {
  ...base,
  prepareForUpdate: (object, before, context, subresource) => {
    const prepared = base.prepareForUpdate(object, before, context, subresource);
    const { generation = 0, annotations } = before.metadata;
    if (subresource === 'status') return withMetadata(prepared, { labels: before.metadata.labels });
    const isCounted = prepared.metadata.generation !== generation;
    return isCounted || sameJson(prepared.metadata.annotations ?? {}, annotations ?? {})
      ? prepared
      : withMetadata(prepared, { generation: generation + 1 });
  },
};
