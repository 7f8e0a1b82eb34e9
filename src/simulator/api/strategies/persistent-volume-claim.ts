import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../schema/kinds.ts';
import { withStatus } from './generation.ts';
import type { Strategy } from './strategy.ts';

const base = withStatus({ phase: 'Pending' });

/**
 * Where a claim's bytes come from is said in two fields, of which each follows the other.
 * @source kubernetes/kubernetes pkg/registry/core/persistentvolumeclaim/strategy.go
 */
export const persistentVolumeClaimStrategy: Strategy = {
  ...base,
  prepareForCreate: (object, context) =>
    withSources(base.prepareForCreate(object, context) as PersistentVolumeClaim, undefined),
  prepareForUpdate: (object, before, context, subresource) => {
    const prepared = base.prepareForUpdate(object, before, context, subresource) as PersistentVolumeClaim;
    return subresource === 'status' ? prepared : withSources(prepared, before as PersistentVolumeClaim);
  },
};

function withSources(claim: PersistentVolumeClaim, before: PersistentVolumeClaim | undefined): PersistentVolumeClaim {
  if (!claim.spec?.dataSource && !claim.spec?.dataSourceRef) return claim;
  const allowed = withoutOtherNamespace(claim.spec, before?.spec);
  return { ...claim, spec: normalised(withoutUnknownSource(allowed, before?.spec)) };
}

/** The gate CrossNamespaceVolumeDataSource is off. @source …/pkg/api/persistentvolumeclaim/util.go DropDisabledFields */
function withoutOtherNamespace(
  spec: PersistentVolumeClaimSpec,
  before: PersistentVolumeClaimSpec | undefined,
): PersistentVolumeClaimSpec {
  if (!spec.dataSourceRef?.namespace || before?.dataSourceRef) return spec;
  const { dataSourceRef: _, ...rest } = spec;
  return rest;
}

/** Other sources than claims and snapshots were once dropped, and still are. @source …/util.go EnforceDataSourceBackwardsCompatibility */
function withoutUnknownSource(
  spec: PersistentVolumeClaimSpec,
  before: PersistentVolumeClaimSpec | undefined,
): PersistentVolumeClaimSpec {
  if (before?.dataSource || before?.dataSourceRef || spec.dataSourceRef || !spec.dataSource) return spec;
  const { apiGroup, kind } = spec.dataSource;
  const isKnown =
    (kind === 'PersistentVolumeClaim' && !apiGroup) ||
    (kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io');
  if (isKnown) return spec;
  const { dataSource: _, ...rest } = spec;
  return rest;
}

/** @source …/util.go NormalizeDataSources */
function normalised(spec: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const { dataSource, dataSourceRef } = spec;
  if (dataSource && !dataSourceRef) return { ...spec, dataSourceRef: dataSource };
  if (!dataSourceRef || dataSource || dataSourceRef.namespace) return spec;
  const { namespace: _, ...local } = dataSourceRef;
  return { ...spec, dataSource: local };
}
