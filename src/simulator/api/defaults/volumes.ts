import type { Json, JsonObject } from '../json.ts';
import { asObject, fill, isObject, withinEach } from './fill.ts';
import { imageTag } from './image-tag.ts';

const READ_BY_ALL = 0o644;

/**
 * A volume without a source is an emptyDir.
 * @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Volume and those of its sources; zz_generated.defaults.go
 */
export function defaultVolume(volume: JsonObject): JsonObject {
  let out: Record<string, Json | undefined> | undefined;
  let sources = 0;
  for (const source in volume) {
    if (source === 'name') continue;
    sources++;
    const value = volume[source];
    const defaults = Object.hasOwn(sourceDefaults, source) ? sourceDefaults[source] : undefined;
    if (defaults && isObject(value)) (out ??= { ...volume })[source] = defaults(value);
  }
  return sources === 0 ? { ...volume, emptyDir: {} } : (out ?? volume);
}

const sourceDefaults: Readonly<Record<string, (source: JsonObject) => JsonObject>> = {
  azureDisk: (source) => fill(source, { cachingMode: 'ReadWrite', fsType: 'ext4', kind: 'Shared', readOnly: false }),
  configMap: (source) => fill(source, { defaultMode: READ_BY_ALL }),
  downwardAPI: (source) => withinEach(fill(source, { defaultMode: READ_BY_ALL }), 'items', defaultDownwardFile),
  ephemeral: defaultEphemeral,
  hostPath: (source) => ({ ...source, type: source['type'] ?? '' }),
  image: (source) =>
    fill(source, { pullPolicy: imageTag(String(source['reference'] ?? '')) === 'latest' ? 'Always' : 'IfNotPresent' }),
  iscsi: (source) => fill(source, { iscsiInterface: 'default' }),
  projected: (source) => withinEach(fill(source, { defaultMode: READ_BY_ALL }), 'sources', defaultProjection),
  rbd: (source) => fill(source, { keyring: '/etc/ceph/keyring', pool: 'rbd', user: 'admin' }),
  scaleIO: (source) => fill(source, { fsType: 'xfs', storageMode: 'ThinProvisioned' }),
  secret: (source) => fill(source, { defaultMode: READ_BY_ALL }),
};

function defaultProjection(projection: JsonObject): JsonObject {
  const out: Record<string, Json | undefined> = { ...projection };
  if (isObject(out['downwardAPI'])) out['downwardAPI'] = withinEach(out['downwardAPI'], 'items', defaultDownwardFile);
  if (isObject(out['serviceAccountToken']))
    out['serviceAccountToken'] = fill(out['serviceAccountToken'], { expirationSeconds: 3600 });
  if (isObject(out['podCertificate']))
    out['podCertificate'] = fill(out['podCertificate'], { maxExpirationSeconds: 86_400 });
  return out;
}

function defaultDownwardFile(file: JsonObject): JsonObject {
  return isObject(file['fieldRef']) ? { ...file, fieldRef: fill(file['fieldRef'], { apiVersion: 'v1' }) } : file;
}

function defaultEphemeral(source: JsonObject): JsonObject {
  const template = source['volumeClaimTemplate'];
  if (!isObject(template)) return source;
  return {
    ...source,
    volumeClaimTemplate: {
      ...fill(template, { metadata: {} }),
      spec: fill(asObject(template['spec']), { volumeMode: 'Filesystem', resources: {} }),
    },
  };
}
