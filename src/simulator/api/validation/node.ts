import { duplicate, forbidden, invalid, notSupported, Path, required, type Errors } from '../field-error.ts';
import type { Node, Taint } from '../schema/kinds.ts';
import { validateCidr } from './address-range.ts';
import { ipFamily } from './ip-address.ts';
import { validateLabelName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain, labelValue } from './names.ts';
import { validateAmount } from './resource-requirements.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');
const STATUS = Path.root('status');
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateNode, ValidateNodeUpdate */
export const nodeRules: KindRules<'Node'> = {
  create: function* (node) {
    yield* validateObjectMeta(node.metadata, 'cluster', dns1123Subdomain, METADATA);
    yield* validateTaints(node.spec?.taints ?? [], METADATA.field('taints'));
    yield* validateResources(node);
    yield* validatePodCidrs(node.spec?.podCIDRs ?? [], SPEC.field('podCIDRs'));
  },
  update: validateUpdate,
  subresources: { status: validateUpdate },
};

function* validateUpdate(node: Node, before: Node): Errors {
  yield* validateObjectMetaUpdate(node.metadata, before.metadata, METADATA);
  yield* validateResources(node);
  const seen = new Set<string>();
  for (const [i, { type, address }] of (node.status?.addresses ?? []).entries()) {
    const key = `${type} ${address}`;
    if (seen.has(key)) yield duplicate(STATUS.field('addresses').index(i), { Type: type, Address: address });
    seen.add(key);
  }
  const [cidrs, last] = [node.spec?.podCIDRs ?? [], before.spec?.podCIDRs ?? []];
  const moved = 'node updates may not change podCIDR except from "" to valid';
  if (last.length > 0 && last.length !== cidrs.length) yield forbidden(SPEC.field('podCIDRs'), moved);
  else for (const [i, cidr] of last.entries()) if (cidr !== cidrs[i]) yield forbidden(SPEC.field('podCIDRs'), moved);
  if (before.spec?.providerID && before.spec.providerID !== node.spec?.providerID)
    yield forbidden(SPEC.field('providerID'), 'node updates may not change providerID except from "" to valid');
  yield* validateTaints(node.spec?.taints ?? [], METADATA.field('taints'));
  if ((node.spec?.externalID ?? '') !== (before.spec?.externalID ?? ''))
    yield forbidden(SPEC.field('externalID'), 'may not be updated');
}

/** Complained of below metadata, where taints once were. */
function* validateTaints(taints: readonly Taint[], list: Path): Errors {
  const seen = new Set<string>();
  for (const [i, { key = '', value = '', effect = '', timeAdded }] of taints.entries()) {
    const at = list.index(i);
    yield* validateLabelName(key, at.field('key'));
    const complaints = labelValue(value);
    if (complaints.length > 0) yield invalid(at.field('value'), value, complaints.join(';'));
    if (effect === '') yield required(at.field('effect'));
    else if (!EFFECTS.includes(effect)) yield notSupported(at.field('effect'), effect, EFFECTS);
    if (seen.has(`${effect} ${key}`))
      yield {
        ...duplicate(at, { Key: key, Value: value, Effect: effect, TimeAdded: timeAdded ?? null }),
        detail: 'taints must be unique by key and effect pair',
      };
    seen.add(`${effect} ${key}`);
  }
}

function* validateResources({ status }: Node): Errors {
  for (const field of ['capacity', 'allocatable'] as const)
    for (const [name, amount] of Object.entries(status?.[field] ?? {}))
      yield* validateAmount(name, amount, STATUS.field(field).field(name));
}

function* validatePodCidrs(cidrs: readonly string[], list: Path): Errors {
  for (const [i, cidr] of cidrs.entries()) yield* validateCidr(cidr, list.index(i));
  if (cidrs.length < 2) return;
  const families = new Set(cidrs.map((cidr) => ipFamily(cidr.split('/')[0] ?? '')));
  if (families.size < 2 || cidrs.length > 2)
    yield invalid(list, cidrs, 'may specify no more than one CIDR for each IP family');
}
