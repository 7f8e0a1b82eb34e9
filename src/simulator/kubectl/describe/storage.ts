import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/schema/kinds.ts';
import type { Store } from '../../store.ts';
import { ageOf } from '../printers/age.ts';
import { accessModes } from '../printers/cluster-rows.ts';
import { labelsText } from '../printers/selector-text.ts';
import { isDefaultClass, storageClassOf } from '../printers/storage-class.ts';
import { annotationLines, dateText, labelLines, multiline, row, trueOrFalse } from './text.ts';
import { claimLines } from './claims.ts';
import { persistentSourceText } from './volumes.ts';

// All of these: kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go

export function describePersistentVolumeClaim(
  { metadata, spec, status }: PersistentVolumeClaim,
  store: Store,
  now: number,
): string {
  // A Pod is named as often as it has volumes of the claim, or as the owner of what it has a template of.
  const owners = metadata.ownerReferences?.filter((owner) => owner.kind === 'Pod').map(({ uid }) => uid);
  const users = store.list('Pod', metadata.namespace).flatMap((pod) => {
    const its = pod.spec.volumes?.filter((v) => v.persistentVolumeClaim?.claimName === metadata.name) ?? [];
    return its.length === 0 && owners?.includes(pod.metadata.uid)
      ? [pod.metadata.name]
      : its.map(() => pod.metadata.name);
  });
  const conditions = (status?.conditions ?? []).map(
    (c) =>
      `  ${c.type} \t${c.status} \t${dateText(c.lastProbeTime)} \t${dateText(c.lastTransitionTime)} \t${c.reason ?? ''} \t${c.message ?? ''}\n`,
  );
  const phase = metadata.deletionTimestamp
    ? `Terminating (lasts ${ageOf(metadata.deletionTimestamp, now)})`
    : (status?.phase ?? '');
  return (
    row('Name', metadata.name) +
    row('Namespace', metadata.namespace ?? '') +
    claimLines(
      { metadata, spec, status },
      '',
      row('Status', phase),
      row('Finalizers', `[${(metadata.finalizers ?? []).join(' ')}]`),
    ) +
    multiline('Used By', users.sort()) +
    (conditions.length
      ? 'Conditions:\n  Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage\n' +
        `  ----\t------\t-----------------\t------------------\t------\t-------\n${conditions.join('')}`
      : '')
  );
}

export function describePersistentVolume({ metadata, spec, status }: PersistentVolume, now: number): string {
  const claim = spec?.claimRef;
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms;
  return (
    row('Name', metadata.name) +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations) +
    row('Finalizers', `[${(metadata.finalizers ?? []).join(' ')}]`) +
    row('StorageClass', storageClassOf({ metadata, spec })) +
    row(
      'Status',
      metadata.deletionTimestamp
        ? `Terminating (lasts ${ageOf(metadata.deletionTimestamp, now)})`
        : (status?.phase ?? ''),
    ) +
    row('Claim', claim ? `${claim.namespace ?? ''}/${claim.name ?? ''}` : '') +
    row('Reclaim Policy', spec?.persistentVolumeReclaimPolicy ?? '') +
    row('Access Modes', accessModes(spec?.accessModes)) +
    (spec?.volumeMode ? row('VolumeMode', spec.volumeMode) : '') +
    row('Capacity', spec?.capacity?.['storage'] ?? '0') +
    (terms
      ? `Node Affinity:\t\n  Required Terms:\t${terms.length === 0 ? '<none>' : ''}\n${terms.map(termLines).join('')}`
      : row('Node Affinity', '<none>')) +
    row('Message', status?.message ?? '') +
    `Source:\n${persistentSourceText(spec)}`
  );
}

type Term = NonNullable<
  NonNullable<NonNullable<NonNullable<PersistentVolume['spec']>['nodeAffinity']>['required']>['nodeSelectorTerms']
>[number];

function termLines({ matchExpressions = [] }: Term, index: number): string {
  const texts = matchExpressions.map(
    ({ key, operator, values = [] }) =>
      `${key} ${operator.toLowerCase()}${values.length ? ` [${values.join(', ')}]` : ''}`,
  );
  return multiline(`Term ${index}`, texts, '    ');
}

export function describeStorageClass({
  metadata,
  provisioner,
  parameters,
  allowVolumeExpansion,
  mountOptions,
  reclaimPolicy,
  volumeBindingMode,
  allowedTopologies,
}: StorageClass): string {
  return (
    row('Name', metadata.name) +
    row('IsDefaultClass', isDefaultClass(metadata) ? 'Yes' : 'No') +
    row('Annotations', labelsText(metadata.annotations)) +
    row('Provisioner', provisioner) +
    row('Parameters', labelsText(parameters)) +
    row('AllowVolumeExpansion', allowVolumeExpansion === undefined ? '<unset>' : trueOrFalse(allowVolumeExpansion)) +
    (mountOptions?.length
      ? `MountOptions:\n${mountOptions.map((option) => `  ${option}\n`).join('')}`
      : row('MountOptions', '<none>')) +
    (reclaimPolicy ? row('ReclaimPolicy', reclaimPolicy) : '') +
    (volumeBindingMode ? row('VolumeBindingMode', volumeBindingMode) : '') +
    (allowedTopologies?.length
      ? `AllowedTopologies:\t\n${allowedTopologies.map(topologyLines).join('')}`
      : allowedTopologies
        ? row('AllowedTopologies', '<none>')
        : '')
  );
}

type Topology = NonNullable<StorageClass['allowedTopologies']>[number];

function topologyLines({ matchLabelExpressions = [] }: Topology, index: number): string {
  const texts = matchLabelExpressions.map(
    ({ key, values }) => `${key} in${values.length ? ` [${values.join(', ')}]` : ''}`,
  );
  return multiline(`Term ${index}`, texts, '  ');
}
