import type { Node, PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/schema/kinds.ts';
import { valueOf } from '../../quantity.ts';
import { matchesNodeTerm } from '../../scheduler/node-selector.ts';
import { suits } from '../../scheduler/plugins/volume-binding.ts';

const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** What is told about a claim that waits. */
export interface Told {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}
export type ClaimStep =
  | { readonly do: 'bind'; readonly volume: PersistentVolume }
  | { readonly do: 'provision'; readonly provisioner: string; readonly node: Node | undefined }
  | { readonly do: 'wait'; readonly told?: Told }
  | { readonly do: 'lose' };

export interface Surroundings {
  readonly volumes: readonly PersistentVolume[];
  readonly storageClass: StorageClass | undefined;
  /** A Pod that uses the claim: its name, and its node once it has one. */
  readonly consumer: { readonly name: string; readonly node: Node | undefined } | undefined;
}

/**
 * What comes next for a claim: the smallest volume that suits it, one that is made for it, or waiting (for its first
 * consumer to be placed, where its class says so).
 * @source kubernetes/kubernetes pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim, provisionClaim
 */
export function planClaim(claim: PersistentVolumeClaim, { volumes, storageClass, consumer }: Surroundings): ClaimStep {
  const { volumeName, storageClassName } = claim.spec;
  if (volumeName)
    return planNamed(
      claim,
      volumes.find(({ metadata }) => metadata.name === volumeName),
    );
  const isLate = storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
  const volume = smallest(volumes, claim, isLate ? consumer?.node : undefined);
  const isPromised = volume?.spec?.claimRef !== undefined;
  if (isLate && !consumer?.node && !isPromised) {
    return consumer
      ? wait('Normal', 'WaitForPodScheduled', `waiting for pod ${consumer.name} to be scheduled`)
      : wait('Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  }
  if (volume) return { do: 'bind', volume };
  if (!storageClassName)
    return wait(
      'Normal',
      'FailedBinding',
      'no persistent volumes available for this claim and no storage class is set',
    );
  if (!storageClass)
    return wait('Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${storageClassName}" not found`);
  const { provisioner } = storageClass;
  return provisioner === NO_PROVISIONER
    ? wait('Warning', 'ProvisioningFailed', `no volume plugin matched name: ${NO_PROVISIONER}`)
    : { do: 'provision', provisioner, node: isLate ? consumer?.node : undefined };
}

/** A claim that names its volume gets that one, or waits for it. */
function planNamed(claim: PersistentVolumeClaim, volume: PersistentVolume | undefined): ClaimStep {
  if (!volume) return claim.status.phase === 'Bound' ? { do: 'lose' } : { do: 'wait' };
  const reference = volume.spec?.claimRef;
  if (!reference) return { do: 'bind', volume };
  const { namespace, name, uid } = claim.metadata;
  const isOurs = reference.name === name && reference.namespace === namespace && (reference.uid ?? uid) === uid;
  if (isOurs) return claim.status.phase === 'Bound' && reference.uid ? { do: 'wait' } : { do: 'bind', volume };
  return claim.status.phase === 'Bound' ? { do: 'lose' } : { do: 'wait' };
}

/** One that is promised to the claim comes first. @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go FindMatchingVolume */
function smallest(
  volumes: readonly PersistentVolume[],
  claim: PersistentVolumeClaim,
  node: Node | undefined,
): PersistentVolume | undefined {
  const size = ({ spec }: PersistentVolume): number => valueOf(spec?.capacity?.['storage']);
  const fitting = volumes.filter(
    (volume) => !volume.metadata.deletionTimestamp && suits(volume, claim) && (!node || isReached(volume, node)),
  );
  const promised = fitting.find(({ spec }) => spec?.claimRef);
  return promised ?? fitting.sort((a, b) => size(a) - size(b))[0];
}

function isReached({ spec }: PersistentVolume, node: Node): boolean {
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms;
  return !terms || terms.some((term) => matchesNodeTerm(term, node));
}

const wait = (type: Told['type'], reason: string, message: string): ClaimStep => ({
  do: 'wait',
  told: { type, reason, message },
});
