/** What of the YAML chose a Pod's node, or kept it from having one. */
import type { Picture } from '../figures/picture.ts';
import type { CheckResult } from '../sandbox/client.ts';
import type { FieldPath, Manifest } from './field-place.ts';

const NODE_AFFINITY = 'affinity.nodeAffinity';
const ANTI_AFFINITY = 'affinity.podAntiAffinity';
const AFFINITY = 'affinity.podAffinity';
const SPREAD = 'topologySpreadConstraints';

/** The scheduler's reasons, as its messages give them, and the fields that lead to each, the likelier first. */
const REASONS: readonly (readonly [reason: string, fields: readonly string[]])[] = [
  ["didn't match Pod's node affinity/selector", ['nodeSelector', NODE_AFFINITY]],
  ['had untolerated taint(s)', ['tolerations']],
  ['were unschedulable', ['tolerations']],
  ["didn't match pod anti-affinity rules", [ANTI_AFFINITY]],
  ["didn't match pod affinity rules", [AFFINITY]],
  ["didn't match pod topology spread constraints", [SPREAD]],
  ["didn't match the requested node name", ['nodeName']],
];

/** In the order in which they leave the scheduler less to choose. */
const CHOOSING = ['nodeName', NODE_AFFINITY, 'nodeSelector', AFFINITY, ANTI_AFFINITY, SPREAD, 'tolerations'];

/** Seconds between two times that are the same one, rounded twice. */
const SAME = 0.002;

/**
 * @param picture - the run that the check's moment is in
 * @returns the likelier first; none where the check is not about scheduling
 */
export function schedulingFields(
  { facts, moment }: Pick<CheckResult, 'facts' | 'moment'>,
  manifest: Pick<Manifest, 'has'>,
  picture: Picture | undefined,
): FieldPath[] {
  const message = [facts['message'], facts['waiting']]
    .map(String)
    .find((text) => text.includes('nodes are available: '));
  if (message !== undefined) {
    return reasonsIn(message).flatMap((reason) => fieldsBehind(reason, facts));
  }
  // The kubelet refuses what was sent to it past the scheduler.
  const isPastScheduler = /^OutOf|^NodeAffinity$/.test(String(facts['status']));
  const isPlacement = picture?.scheduling.some(
    ({ at, rows }) => moment !== undefined && Math.abs(at - moment.at) < SAME && rows.some(({ chosen }) => chosen),
  );
  if (!isPastScheduler && !isPlacement) return [];
  return CHOOSING.map(ofPod).filter((path) => manifest.has(path));
}

const ofPod = (field: string): FieldPath => `pod.spec.${field}`;

/** What a message counts, the reason of the most nodes first: "0/4 nodes are available: 1 …, 3 …. preemption: …". */
function reasonsIn(message: string): string[] {
  const counted = /nodes are available: (.*?)\.(?: |$)/.exec(message)?.[1] ?? '';
  return counted
    .split(', ')
    .map((part) => ({ part, nodes: Number.parseInt(part, 10) }))
    .sort((a, b) => b.nodes - a.nodes)
    .map(({ part }) => part);
}

function fieldsBehind(reason: string, facts: CheckResult['facts']): FieldPath[] {
  const short = /Insufficient (\S+)$/.exec(reason)?.[1];
  const container = /^([a-z0-9-]+) \(/.exec(String(facts['containers'] ?? ''))?.[1];
  if (short !== undefined && container !== undefined)
    return [ofPod(`containers[${container}].resources.requests[${short}]`)];
  return (REASONS.find(([text]) => reason.includes(text))?.[1] ?? []).map(ofPod);
}
