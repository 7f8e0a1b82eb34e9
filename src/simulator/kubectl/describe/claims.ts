import type { ObjectMeta, PersistentVolumeClaim } from '../../api/schema/kinds.ts';
import { accessModes } from '../printers/cluster-rows.ts';
import { storageClassOf } from '../printers/storage-class.ts';
import { annotationLines, labelLines, row } from './text.ts';

interface Claim extends Partial<Pick<PersistentVolumeClaim, 'spec' | 'status'>> {
  readonly metadata?: Pick<ObjectMeta, 'labels' | 'annotations'> | undefined;
}

/**
 * What a claim and a Pod's template of one are described by.
 * @param status - lines that only a claim has, after its class
 * @param finalizers - and those after its annotations
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go printPersistentVolumeClaim
 */
export function claimLines(claim: Claim, indent: string, status = '', finalizers = ''): string {
  const { metadata, spec } = claim;
  const isBound = Boolean(spec?.volumeName);
  const { dataSource } = spec ?? {};
  return (
    row('StorageClass', storageClassOf(claim), indent) +
    status +
    row('Volume', spec?.volumeName ?? '', indent) +
    nested(labelLines('Labels', metadata?.labels, indent), indent) +
    nested(annotationLines('Annotations', metadata?.annotations, indent), indent) +
    finalizers +
    row('Capacity', isBound ? (claim.status?.capacity?.['storage'] ?? '0') : '', indent) +
    row('Access Modes', isBound ? accessModes(claim.status?.accessModes) : '', indent) +
    (spec?.volumeMode ? row('VolumeMode', spec.volumeMode, indent) : '') +
    (dataSource
      ? `${indent}DataSource:\n` +
        (!dataSource.apiGroup ? '' : row('APIGroup', dataSource.apiGroup, `${indent}  `)) +
        row('Kind', dataSource.kind, `${indent}  `) +
        row('Name', dataSource.name, `${indent}  `)
      : '')
  );
}

/** Upstream indents every piece that it writes: a title, the value behind it, the tab before the next. @source the same, nestedPrefixWriter */
function nested(lines: string, indent: string): string {
  return lines.replaceAll('\n\t', `\n${indent}${indent}\t`).replaceAll('\t', `\t${indent}`);
}
