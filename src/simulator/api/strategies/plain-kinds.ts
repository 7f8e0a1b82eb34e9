import { withMetadata } from '../object-metadata.ts';
import { sameJson } from '../same-json.ts';
import type { EndpointSlice, PodTemplate, Service, ServiceAccount } from '../schema/kinds.ts';
import { plainStrategy, withField, withStatus } from './generation.ts';
import type { Strategy } from './strategy.ts';

/** A LimitRange without a name is called by a number of its own. @source kubernetes/kubernetes pkg/registry/core/limitrange/strategy.go */
export const limitRangeStrategy: Strategy = {
  ...plainStrategy,
  prepareForCreate: (object, { random }) =>
    object.metadata.name ? object : withMetadata(object, { name: random.uuid() }),
};

/** @source kubernetes/kubernetes pkg/registry/core/podtemplate/strategy.go */
export const podTemplateStrategy: Strategy = {
  ...plainStrategy,
  prepareForCreate: (object) => withMetadata(object, { generation: 1 }),
  prepareForUpdate: (object, before) =>
    sameJson((object as PodTemplate).template, (before as PodTemplate).template)
      ? object
      : withMetadata(object, { generation: (before.metadata.generation ?? 0) + 1 }),
};

/** All but its other metadata counts. @source kubernetes/kubernetes pkg/registry/discovery/endpointslice/strategy.go */
export const endpointSliceStrategy: Strategy = {
  ...plainStrategy,
  prepareForCreate: (object) => withMetadata(withoutTopology(object as EndpointSlice), { generation: 1 }),
  prepareForUpdate: (object, before) => {
    const counted = (slice: EndpointSlice): unknown => ({ ...slice, metadata: slice.metadata.labels ?? {} });
    const slice = object as EndpointSlice;
    const last = before as EndpointSlice;
    const kept = sameJson(slice.endpoints, last.endpoints) ? slice : withoutTopology(slice);
    return sameJson(counted(slice), counted(last))
      ? kept
      : withMetadata(kept, { generation: (before.metadata.generation ?? 0) + 1 });
  },
};

/** What an endpoint was called in v1beta1, and v1 reads no more. */
function withoutTopology(slice: EndpointSlice): EndpointSlice {
  if (!slice.endpoints?.some((endpoint) => endpoint.deprecatedTopology)) return slice;
  return { ...slice, endpoints: slice.endpoints.map(({ deprecatedTopology: _, ...endpoint }) => endpoint) };
}

/** Of its secrets a ServiceAccount knows the names. @source kubernetes/kubernetes pkg/registry/core/serviceaccount/strategy.go cleanSecretReferences */
export const serviceAccountStrategy: Strategy = {
  ...plainStrategy,
  prepareForCreate: (object) => withSecretNames(object as ServiceAccount),
  prepareForUpdate: (object) => withSecretNames(object as ServiceAccount),
};

function withSecretNames(account: ServiceAccount): ServiceAccount {
  if (!account.secrets) return account;
  return { ...account, secrets: account.secrets.map(({ name }) => (name === undefined ? {} : { name })) };
}

/**
 * A name of somewhere else has no traffic of its own: that is so said wherever one is read.
 * @source kubernetes/kubernetes pkg/registry/core/service/storage/storage.go defaultOnReadInternalTrafficPolicy
 */
export const serviceStrategy: Strategy = {
  ...withStatus({ loadBalancer: {} }),
  canonicalize: (object) => {
    const { spec } = object as Service;
    if (spec.type !== 'ExternalName' || spec.internalTrafficPolicy === undefined) return object;
    const { internalTrafficPolicy: _, ...rest } = spec;
    return withField(object, 'spec', rest);
  },
};
