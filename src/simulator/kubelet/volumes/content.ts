import type { KeyToPath, Pod, Volume, VolumeProjection } from '../../api/schema/kinds.ts';
import type { Store } from '../../store.ts';
import { toBytes } from '../../runtime/bytes.ts';
import { decodeBase64 } from '../../base64.ts';
import { fieldValue, resourceValue } from '../downward.ts';
import type { PodFacts } from '../environment.ts';

/** Files of a volume that the kubelet writes: contents as bytes, by path, with their mode. */
export type Files = ReadonlyMap<string, { readonly bytes: string; readonly mode: number }>;
export type Content = { readonly ok: true; readonly files: Files } | { readonly ok: false; readonly problem: string };

/** Kinds of volumes whose files the kubelet writes and keeps up to date. */
export const isWritten = (volume: Volume): boolean =>
  Boolean(volume.configMap ?? volume.secret ?? volume.downwardAPI ?? volume.projected);

/**
 * What a configMap, secret, downwardAPI or projected volume holds now.
 * @source kubernetes/kubernetes pkg/volume/{configmap,secret,downwardapi,projected}
 */
export function volumeContent(store: Store, facts: PodFacts, volume: Volume): Content {
  if (volume.projected) {
    const files = new Map<string, { bytes: string; mode: number }>();
    const problems = new Set<string>();
    for (const source of volume.projected.sources ?? []) {
      const content = projection(store, facts, source, volume.projected.defaultMode ?? 0o644);
      if (!content.ok) problems.add(content.problem);
      else for (const [path, file] of content.files) files.set(path, file);
    }
    const [problem, another] = problems;
    if (problem === undefined) return { ok: true, files };
    return { ok: false, problem: another === undefined ? problem : `[${[...problems].join(', ')}]` };
  }
  if (volume.configMap)
    return projection(store, facts, { configMap: volume.configMap }, volume.configMap.defaultMode ?? 0o644);
  if (volume.secret) {
    const { secretName, ...rest } = volume.secret;
    return projection(store, facts, { secret: { ...rest, name: secretName } }, volume.secret.defaultMode ?? 0o644);
  }
  return projection(store, facts, { downwardAPI: volume.downwardAPI }, volume.downwardAPI?.defaultMode ?? 0o644);
}

function projection(store: Store, facts: PodFacts, source: VolumeProjection, mode: number): Content {
  const { configMap, secret, downwardAPI, serviceAccountToken } = source;
  const namespace = facts.pod.metadata.namespace ?? 'default';
  if (configMap) {
    const name = configMap.name ?? '';
    const found = store.get('ConfigMap', namespace, name);
    if (!found && !configMap.optional) return { ok: false, problem: `configmap "${name}" not found` };
    const data = new Map(Object.entries(found?.data ?? {}).map(([key, text]) => [key, toBytes(text)]));
    for (const [key, text] of Object.entries(found?.binaryData ?? {})) data.set(key, decodeBase64(text));
    return chosen(
      data,
      configMap.items,
      mode,
      configMap.optional === true,
      'configmap references non-existent config key',
    );
  }
  if (secret) {
    const name = secret.name ?? '';
    const found = store.get('Secret', namespace, name);
    if (!found && !secret.optional) return { ok: false, problem: `secret "${name}" not found` };
    const data = new Map(Object.entries(found?.data ?? {}).map(([key, text]) => [key, decodeBase64(text)]));
    return chosen(data, secret.items, mode, secret.optional === true, 'references non-existent secret key');
  }
  const files = new Map<string, { bytes: string; mode: number }>();
  for (const item of downwardAPI?.items ?? []) {
    const text = item.fieldRef
      ? fieldValue(facts, item.fieldRef.fieldPath)
      : downwardResource(facts, item.resourceFieldRef);
    files.set(item.path, { bytes: toBytes(text), mode: item.mode ?? mode });
  }
  if (serviceAccountToken) files.set(serviceAccountToken.path, { bytes: token(facts.pod), mode });
  return { ok: true, files };
}

const downwardResource = (facts: PodFacts, ref: Parameters<typeof resourceValue>[2] | undefined): string =>
  ref ? resourceValue(facts, facts.pod.spec.containers[0]!, ref) : '';

/** A token nobody accepts: there is no API inside the Pods of this cluster. */
const token = (pod: Pod): string => `simulated.${pod.metadata.uid}.${pod.spec.serviceAccountName ?? 'default'}`;

function chosen(
  data: ReadonlyMap<string, string>,
  items: readonly KeyToPath[] | undefined,
  mode: number,
  optional: boolean,
  missing: string,
): Content {
  const files = new Map<string, { bytes: string; mode: number }>();
  if (!items?.length) for (const [key, bytes] of data) files.set(key, { bytes, mode });
  for (const item of items ?? []) {
    const bytes = data.get(item.key);
    if (bytes !== undefined) files.set(item.path, { bytes, mode: item.mode ?? mode });
    else if (!optional) return { ok: false, problem: `${missing}: ${item.key}` };
  }
  return { ok: true, files };
}
