import { invalid, invalidFor, notSupported, required, tooLong, type Errors, type Path } from '../field-error.ts';
import type { AzureDiskVolumeSource, FCVolumeSource, ISCSIVolumeSource, Volume } from '../schema/kinds.ts';
import { between, byteLength, dns1123Label, dns1123Subdomain } from './names.ts';
import { localDescendingPath } from './paths.ts';

type Rule = (volume: Volume, at: Path) => Errors;

/** How a rule is entered: the field, the rule, and the field an error of two sources is told at where that is another. */
export type SourceRow = readonly [kind: keyof Volume, rule: Rule, errorAt: string];

/** The rules of network and vendor volumes, to stand in upstream's order among the others. */
export function vendorVolumes(kinds: readonly (keyof typeof RULES)[]): SourceRow[] {
  return kinds.map((kind) => [
    kind,
    (volume, at) => RULES[kind](volume, at.field(ERRORS_INSIDE[kind] ?? kind)),
    TWO_SOURCES[kind] ?? kind,
  ]);
}

const ERRORS_INSIDE: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };
const TWO_SOURCES: Readonly<Record<string, string>> = { cephfs: 'cephFS' };

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validate…VolumeSource */
const RULES = {
  gitRepo: function* ({ gitRepo }: Volume, at: Path): Errors {
    yield* all(at, { repository: gitRepo?.repository });
    yield* localDescendingPath(gitRepo?.directory ?? '', at.field('directory'));
  },
  gcePersistentDisk: function* ({ gcePersistentDisk: disk }: Volume, at: Path): Errors {
    yield* all(at, { pdName: disk?.pdName });
    yield* partition(disk?.partition, at);
  },
  awsElasticBlockStore: function* ({ awsElasticBlockStore: disk }: Volume, at: Path): Errors {
    yield* all(at, { volumeID: disk?.volumeID });
    yield* partition(disk?.partition, at);
  },
  nfs: function* ({ nfs }: Volume, at: Path): Errors {
    yield* all(at, { server: nfs?.server, path: nfs?.path });
    if (!nfs?.path?.startsWith('/')) yield invalid(at.field('path'), nfs?.path ?? '', 'must be an absolute path');
  },
  iscsi: ({ iscsi, name }: Volume, at: Path): Errors => validateIscsi(iscsi, name, at),
  glusterfs: ({ glusterfs }: Volume, at: Path): Errors =>
    all(at, { endpoints: glusterfs?.endpoints, path: glusterfs?.path }),
  flocker: function* ({ flocker }: Volume, at: Path): Errors {
    const { datasetName = '', datasetUUID = '' } = flocker ?? {};
    if (!datasetName && !datasetUUID) yield required(at, 'one of datasetName and datasetUUID is required');
    if (datasetName && datasetUUID)
      yield invalid(at, 'resource', 'datasetName and datasetUUID can not be specified simultaneously');
    if (datasetName.includes('/')) yield invalid(at.field('datasetName'), datasetName, "must not contain '/'");
  },
  rbd: function* ({ rbd }: Volume, at: Path): Errors {
    if (!rbd?.monitors?.length) yield required(at.field('monitors'));
    yield* all(at, { image: rbd?.image });
  },
  cinder: function* ({ cinder }: Volume, at: Path): Errors {
    yield* all(at, { volumeID: cinder?.volumeID });
    if (cinder?.secretRef) yield* all(at.field('secretRef'), { name: cinder.secretRef.name });
  },
  cephfs: function* ({ cephfs }: Volume, at: Path): Errors {
    if (!cephfs?.monitors?.length) yield required(at.field('monitors'));
  },
  quobyte: function* ({ quobyte }: Volume, at: Path): Errors {
    const pairs = 'must be a host:port pair or multiple pairs separated by commas';
    if (!quobyte?.registry) yield required(at.field('registry'), pairs);
    else if ((quobyte.tenant ?? '').length >= 65)
      yield required(at.field('tenant'), 'must be a UUID and may not exceed a length of 64 characters');
    else
      for (const pair of quobyte.registry.split(','))
        if (!/^(?:[^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(pair))
          yield invalid(at.field('registry'), quobyte.registry, pairs);
    yield* all(at, { volume: quobyte?.volume });
  },
  fc: ({ fc }: Volume, at: Path): Errors => validateFc(fc ?? {}, at),
  flexVolume: function* ({ flexVolume }: Volume, at: Path): Errors {
    yield* all(at, { driver: flexVolume?.driver });
    for (const key in flexVolume?.options) {
      const namespace = `.${(key.split('/', 2).length === 2 ? key.slice(0, key.indexOf('/')) : key).toLowerCase()}`;
      if (namespace.endsWith('.kubernetes.io') || namespace.endsWith('.k8s.io'))
        yield invalid(at.field('options').key(key), key, 'kubernetes.io and k8s.io namespaces are reserved');
    }
  },
  azureFile: ({ azureFile }: Volume, at: Path): Errors =>
    all(at, { secretName: azureFile?.secretName, shareName: azureFile?.shareName }),
  vsphereVolume: ({ vsphereVolume }: Volume, at: Path): Errors => all(at, { volumePath: vsphereVolume?.volumePath }),
  photonPersistentDisk: ({ photonPersistentDisk }: Volume, at: Path): Errors =>
    all(at, { pdID: photonPersistentDisk?.pdID }),
  portworxVolume: ({ portworxVolume }: Volume, at: Path): Errors => all(at, { volumeID: portworxVolume?.volumeID }),
  azureDisk: ({ azureDisk }: Volume, at: Path): Errors => validateAzureDisk(azureDisk, at),
  storageos: function* ({ storageos }: Volume, at: Path): Errors {
    yield* all(at, { volumeName: storageos?.volumeName });
    for (const field of ['volumeName', 'volumeNamespace'] as const)
      if (storageos?.[field]) yield* invalidFor(at.field(field), storageos[field], dns1123Label(storageos[field]));
    if (storageos?.secretRef) yield* all(at.field('secretRef'), { name: storageos.secretRef.name });
  },
  scaleIO: ({ scaleIO }: Volume, at: Path): Errors =>
    all(at, { gateway: scaleIO?.gateway, system: scaleIO?.system, volumeName: scaleIO?.volumeName }),
  csi: function* ({ csi }: Volume, at: Path): Errors {
    const driver = csi?.driver ?? '';
    yield* all(at, { driver });
    if (byteLength(driver) > 63) yield tooLong(at.field('driver'), 63);
    yield* invalidFor(at.field('driver'), driver, dns1123Subdomain(driver.toLowerCase()));
    const secret = csi?.nodePublishSecretRef;
    if (secret && !secret.name) yield required(at.field('nodePublishSecretRef').field('name'));
    else if (secret?.name) yield* invalidFor(at.field('name'), secret.name, dns1123Subdomain(secret.name));
  },
} as const;

/** Each of these fields has to say something. */
function* all(at: Path, fields: Readonly<Record<string, string | undefined>>): Errors {
  for (const field in fields) if (!fields[field]) yield required(at.field(field));
}

function* partition(number: number | undefined, at: Path): Errors {
  if (number !== undefined && (number < 0 || number > 255))
    yield invalid(at.field('partition'), number, between(1, 255)); // so upstream: 0 is taken too
}

const NAME_FORMS: readonly [string, RegExp][] = [
  ['iqn', /^iqn\.\d{4}-\d{2}\.([a-z0-9-.]+)(?::([^,;*&$|\s]+))$/],
  ['eui', /^eui.([a-zA-Z0-9]{16})$/],
  ['naa', /^naa.[a-zA-Z0-9]{32}$/],
];

/** Whether a name is as its beginning says it should be. */
export const iscsiNameForm = (name: string): boolean =>
  NAME_FORMS.some(([prefix, form]) => name.startsWith(prefix) && form.test(name));

function* iscsiName(name: string, at: Path): Errors {
  if (!NAME_FORMS.some(([prefix]) => name.startsWith(prefix)))
    yield invalid(at, name, 'must be valid format starting with iqn, eui, or naa');
  else if (!iscsiNameForm(name)) yield invalid(at, name, 'must be valid format');
}

function* validateIscsi(iscsi: ISCSIVolumeSource | undefined, volumeName: string, at: Path): Errors {
  yield* all(at, { targetPortal: iscsi?.targetPortal, iqn: iscsi?.iqn });
  if (iscsi?.iqn) yield* iscsiName(iscsi.iqn, at.field('iqn'));
  const lun = iscsi?.lun ?? 0;
  if (lun < 0 || lun > 255) yield invalid(at.field('lun'), lun, between(0, 255));
  if ((iscsi?.chapAuthDiscovery || iscsi?.chapAuthSession) && !iscsi.secretRef) yield required(at.field('secretRef'));
  if (iscsi?.initiatorName === undefined) return;
  yield* iscsiName(iscsi.initiatorName, at.field('initiatorname'));
  if (byteLength(`${volumeName}:${iscsi.targetPortal}`) > 64)
    yield {
      ...invalid(
        at,
        volumeName,
        'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
      ),
      path: `${at.text.slice(0, -'.iscsi'.length)}.name`,
    };
}

function* validateFc(fc: FCVolumeSource, at: Path): Errors {
  const { targetWWNs = [], wwids = [], lun } = fc;
  if (targetWWNs.length === 0 && wwids.length === 0)
    yield required(at.field('targetWWNs'), 'must specify either targetWWNs or wwids, but not both');
  if (targetWWNs.length > 0 && wwids.length > 0)
    yield invalid(at.field('targetWWNs'), targetWWNs, 'targetWWNs and wwids can not be specified simultaneously');
  if (targetWWNs.length === 0) return;
  if (lun === undefined) yield required(at.field('lun'), 'lun is required if targetWWNs is specified');
  else if (lun < 0 || lun > 255) yield invalid(at.field('lun'), lun, between(0, 255));
}

const CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];

function* validateAzureDisk(disk: AzureDiskVolumeSource | undefined, at: Path): Errors {
  const { diskName, diskURI = '', cachingMode, kind } = disk ?? { diskName: '' };
  yield* all(at, { diskName, diskURI });
  if (cachingMode !== undefined && !CACHING_MODES.includes(cachingMode))
    yield notSupported(at.field('cachingMode'), cachingMode, CACHING_MODES);
  if (kind === undefined) return;
  if (!DISK_KINDS.includes(kind)) yield notSupported(at.field('kind'), kind, DISK_KINDS);
  const [start, form] =
    kind === 'Managed'
      ? [
          '/subscriptions/',
          '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}',
        ]
      : ['https://', 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'];
  if (!diskURI.startsWith(start)) yield notSupported(at.field('diskURI'), diskURI, [form]);
}
