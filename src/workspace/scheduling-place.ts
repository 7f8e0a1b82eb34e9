/** What of the YAML kept a Pod from having a node, or sent it past the scheduler to one that refused it. */
import type { CheckResult } from '../sandbox/client.ts';
import type { FieldPath } from './field-place.ts';

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

/** The likelier first; none where the facts tell of no attempt that failed. */
export function schedulingFields(facts: CheckResult['facts']): FieldPath[] {
  if (/^OutOf|^NodeAffinity$/.test(String(facts['status']))) return [ofPod('nodeName')];
  const message = [facts['message'], facts['waiting']]
    .map(String)
    .find((text) => text.includes('nodes are available: '));
  return message === undefined ? [] : reasonsIn(message).flatMap((reason) => fieldsBehind(reason, facts));
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
