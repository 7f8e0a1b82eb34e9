import { Path } from '../field-error.ts';
import type { Problem } from '../problem.ts';
import { sameJson } from '../same-json.ts';
import type { JobSpec, Kind, KindOf, KubeObject, PersistentVolumeClaimSpec, PodTemplateSpec } from '../schema/kinds.ts';
import { dns1123Label } from './names.ts';
import { fractionWarning, podTemplateWarnings, podWarnings } from './pod-warnings.ts';
import { secretWarnings } from './secret-warnings.ts';
import { serviceWarnings } from './service-warnings.ts';
import type { Warning } from './warning.ts';

type Warnings<K extends Kind> = (object: KindOf[K], before: KindOf[K] | undefined) => readonly Warning[];

const SPEC = Path.root('spec');
const TEMPLATE = SPEC.field('template');

/** Sources of volumes whose plugins are gone, and since when. @source kubernetes/kubernetes pkg/api/persistentvolume/util.go */
const OLD_VOLUMES = [
  ['cephfs', 28, 31],
  ['photonPersistentDisk', 11, 16],
  ['scaleIO', 16, 22],
  ['storageos', 22, 25],
  ['glusterfs', 25, 26],
  ['rbd', 28, 31],
] as const;

/** @source kubernetes/kubernetes pkg/registry/<group>/<kind>/strategy.go WarningsOnCreate, WarningsOnUpdate */
const warningsOf: { readonly [K in Kind]?: Warnings<K> } = {
  CronJob: ({ metadata, spec }, before) => [
    ...(before ? [] : nameWarnings(metadata.name)),
    ...jobWarnings(spec.jobTemplate?.spec, before?.spec.jobTemplate?.spec, SPEC.field('jobTemplate').field('spec')),
    ...(spec.schedule?.includes('TZ')
      ? [
          'CRON_TZ or TZ used in spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details',
        ]
      : []),
  ],
  DaemonSet: ({ spec }, before) => templateWarnings(spec.template, before?.spec.template, TEMPLATE),
  Deployment: ({ metadata, spec }, before) => [
    ...(before ? [] : nameWarnings(metadata.name)),
    ...templateWarnings(spec.template, before?.spec.template, TEMPLATE),
  ],
  EndpointSlice: ({ addressType }) =>
    addressType === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : [],
  Job: ({ metadata, spec }, before) => [
    ...(before ? [] : nameWarnings(metadata.name)),
    ...jobWarnings(spec, before?.spec, SPEC),
  ],
  Node: ({ spec }) => [
    ...(spec?.configSource ? ['spec.configSource: the feature is no longer supported'] : []),
    ...(spec?.externalID ? ['spec.externalID: this field is deprecated, and is unused by Kubernetes'] : []),
  ],
  PersistentVolume: ({ metadata, spec }) => [
    ...oldClassWarnings(metadata.annotations),
    ...(spec?.persistentVolumeReclaimPolicy === 'Recycle'
      ? [
          'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
        ]
      : []),
    ...OLD_VOLUMES.filter(([source]) => spec?.[source]).map(([source, deprecated, gone]) => {
      const shown = source === 'storageos' ? 'storageOS' : source;
      return `spec.${shown}: deprecated in v1.${deprecated}, non-functional in v1.${gone}+`;
    }),
  ],
  PersistentVolumeClaim: ({ metadata, spec }) => [
    ...oldClassWarnings(metadata.annotations),
    ...claimWarnings(spec, SPEC),
  ],
  Pod: podWarnings,
  PodTemplate: ({ template }, before) => templateWarnings(template, before?.template, Path.root('template')),
  ReplicaSet: ({ metadata, spec }, before) => [
    ...(before ? [] : nameWarnings(metadata.name)),
    ...templateWarnings(spec.template, before?.spec.template, TEMPLATE),
  ],
  ReplicationController: ({ metadata, spec }, before) => [
    ...(before ? [] : nameWarnings(metadata.name)),
    ...templateWarnings(spec?.template, before?.spec?.template, TEMPLATE),
  ],
  Secret: secretWarnings,
  Service: serviceWarnings,
  ServiceAccount: ({ metadata }) =>
    metadata.annotations?.[ENFORCE] === undefined
      ? []
      : [
          `metadata.annotations[${ENFORCE}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`,
        ],
  StatefulSet: ({ spec }, before) => [
    ...templateWarnings(spec.template, before?.spec.template, TEMPLATE),
    ...(spec.volumeClaimTemplates ?? []).flatMap((claim, i) =>
      claimWarnings(claim.spec, SPEC.field('volumeClaimTemplates').index(i).field('spec')),
    ),
    ...((spec.revisionHistoryLimit ?? 0) < 0
      ? ['spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended']
      : []),
  ],
};

const ENFORCE = 'kubernetes.io/enforce-mountable-secrets';
const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class';

/**
 * What the API server says beside accepting an object: each becomes a line "Warning: …".
 * @param before - the object that is replaced; undefined for a new one
 */
export function warningsFor(object: KubeObject, before?: KubeObject): readonly Problem[] {
  const warnings = warningsOf[object.kind] as
    ((object: KubeObject, before: KubeObject | undefined) => readonly Warning[]) | undefined;
  return (warnings?.(object, before) ?? []).map((warning) =>
    typeof warning === 'string' ? { text: warning } : warning,
  );
}

/** A new template is looked at, an old one was. */
const templateWarnings = (
  template: PodTemplateSpec | undefined,
  before: PodTemplateSpec | undefined,
  at: Path,
): readonly Warning[] => (!template || (before && sameJson(template, before)) ? [] : podTemplateWarnings(template, at));

function nameWarnings(name: string): readonly string[] {
  const complaints = dns1123Label(name);
  return complaints.length === 0
    ? []
    : [
        `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${complaints.join(' ')}]`,
      ];
}

function jobWarnings(spec: JobSpec | undefined, before: JobSpec | undefined, at: Path): readonly Warning[] {
  if (!spec) return [];
  const many =
    spec.completionMode === 'Indexed' && (spec.completions ?? 0) > 100_000 && (spec.parallelism ?? 0) > 10_000
      ? [
          `${at.text}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail`,
        ]
      : [];
  return [...many, ...templateWarnings(spec.template, before?.template, at.field('template'))];
}

const oldClassWarnings = (annotations: Readonly<Record<string, string>> | undefined): readonly string[] =>
  annotations?.[OLD_CLASS] === undefined
    ? []
    : [`metadata.annotations[${OLD_CLASS}]: deprecated since v1.8; use "storageClassName" attribute instead`];

const claimWarnings = (spec: PersistentVolumeClaimSpec | undefined, at: Path): readonly Warning[] => [
  ...fractionWarning(spec?.resources?.requests?.['storage'], at.field('resources').field('requests').key('storage')),
];
