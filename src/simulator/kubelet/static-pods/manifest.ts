import { readBody } from '../../api/create-object.ts';
import { describe } from '../../api/field-error.ts';
import type { JsonObject } from '../../api/json.ts';
import { findResource } from '../../api/resources.ts';
import type { Pod, Toleration } from '../../api/schema/kinds.ts';
import type { Cause } from '../../history.ts';
import { validateCreate } from '../../api/validation/validation.ts';
import { readYaml } from '../../yaml.ts';
import { HASH, SEEN, SOURCE } from './annotations.ts';
import { apiReference } from './api-references.ts';

export type Manifest =
  | { readonly ok: true; readonly pod: Pod }
  /** What the kubelet writes into its own log. */
  | { readonly ok: false; readonly problem: string };

export interface ManifestPlace {
  readonly node: string;
  /** Of the file, on the node. */
  readonly path: string;
  /** When it is read, as a timestamp. */
  readonly seen: string;
}

/**
 * A static Pod from the text of its manifest: one Pod in YAML or JSON, named after its node, that tolerates every NoExecute
 * taint and refers to no object of the API.
 * @source kubernetes/kubernetes pkg/kubelet/config/common.go tryDecodeSinglePod, applyDefaults
 */
export function readManifest(text: string, { node, path, seen }: ManifestPlace): Manifest {
  const no = (why: string): Manifest => ({ ok: false, problem: why });
  const unreadable = (why: string): Manifest => no(`${path}: couldn't parse as pod(${why}), please check config file`);
  const yaml = readYaml(text);
  if (!yaml.ok) return unreadable(yaml.problem);
  const { value } = yaml;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || !('kind' in value))
    return unreadable(`Object 'Kind' is missing in '${JSON.stringify(value ?? null)}'`);
  const resource = findResource(String((value as JsonObject)['apiVersion']), String(value['kind']));
  if (resource?.kind !== 'Pod') return unreadable('invalid pod');
  const read = readBody(value as JsonObject, resource, { cause: NOBODY });
  if ('error' in read) return unreadable(read.error.message);
  const given = read.object as Pod;
  if (!given.metadata.name) return no('invalid pod: name is needed for the pod');
  const pod = onNode(given, node, path, seen);
  const errors = validateCreate(pod);
  if (errors.length > 0) return no(`invalid pod: ${errors.map(describe).join(', ')}`);
  const reference = apiReference(pod);
  return reference === undefined ? { ok: true, pod } : no(`static pods may not reference ${reference}`);
}

const NOBODY: Cause = { actor: 'kubelet', reason: 'it reads a manifest' };

function onNode(given: Pod, node: string, path: string, seen: string): Pod {
  const { metadata, spec } = given;
  const uid = metadata.uid || hashOf(`${JSON.stringify(given)}host:${node}file:${path}`);
  return {
    ...given,
    metadata: {
      ...metadata,
      name: `${metadata.name}-${node.toLowerCase()}`,
      namespace: metadata.namespace || 'default',
      uid,
      annotations: { ...metadata.annotations, [HASH]: uid, [SEEN]: seen, [SOURCE]: 'file' },
    },
    spec: {
      ...spec,
      nodeName: node,
      tolerations: [...(spec.tolerations ?? []).filter((one) => !isSame(one)), ALL_NO_EXECUTE],
    },
    status: { phase: 'Pending' },
  };
}

const ALL_NO_EXECUTE = { effect: 'NoExecute', operator: 'Exists' };
const isSame = ({ effect, operator, key }: Toleration): boolean =>
  effect === 'NoExecute' && operator === 'Exists' && !key;

/** 128 bits that the text decides, as 32 hexadecimal digits. */
function hashOf(text: string): string {
  let digits = '';
  for (let part = 0; part < 4; part++) {
    let hash = (0x811c9dc5 ^ part) >>> 0;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    digits += hash.toString(16).padStart(8, '0');
  }
  return digits;
}
