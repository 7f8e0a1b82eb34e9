import { sameJson } from '../../api/same-json.ts';
import type { JsonObject } from '../../api/json.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { keyOf } from '../../store.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { claimsOf, indexPodsByClaim, podsUsing } from './claims-of-pods.ts';
import { planClaim, type Told } from './claim-plan.ts';

const ACTOR = 'persistentvolume-binder-controller';
const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';

/**
 * Binds claims to volumes. A class with a provisioner is taken to have one that works: its volumes are directories of the
 * node. A claim that waits for its first consumer is bound once that Pod is placed; upstream's scheduler binds it just before.
 * @source kubernetes/kubernetes pkg/controller/volume/persistentvolume/pv_controller.go
 */
export function startVolumeBinder(context: ComponentContext): void {
  const { clock, store, api } = context;
  const recorder = context.recorder({ component: 'persistentvolume-controller', style: 'core' });
  indexPodsByClaim(context);
  const claims = new WorkQueue(clock, syncClaim);
  const volumes = new WorkQueue(clock, syncVolume);
  /** The last thing that each claim was told; it is told once. */
  const told = new Map<string, string>();
  store.watch('PersistentVolumeClaim', (change) => {
    const { metadata, spec } = change.object;
    if (change.type !== 'deleted') return claims.add(keyOf(change.object), change.entry);
    told.delete(keyOf(change.object));
    if (spec.volumeName) volumes.add(spec.volumeName, change.entry);
    for (const volume of store.list('PersistentVolume'))
      if (volume.spec?.claimRef?.uid === metadata.uid) volumes.add(volume.metadata.name, change.entry);
  });
  store.watch('PersistentVolume', (change) => {
    if (change.type !== 'deleted') volumes.add(change.object.metadata.name, change.entry);
    wakeAll(change.entry, change.object.metadata.name);
  });
  store.watch('StorageClass', (change) => wakeAll(change.entry));
  store.watch('Pod', (change) => {
    if (change.type === 'deleted') return;
    if (change.type === 'modified' && change.before.spec.nodeName === change.object.spec.nodeName) return;
    for (const key of claimsOf(change.object)) claims.add(key, change.entry);
  });

  /** Wakes claims that wait, and those that have the volume. */
  function wakeAll(because: number, volume?: string): void {
    for (const claim of store.list('PersistentVolumeClaim'))
      if (claim.status.phase !== 'Bound' || claim.spec.volumeName === volume) claims.add(keyOf(claim), because);
  }

  function syncClaim(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const claim = store.get('PersistentVolumeClaim', namespace, name);
    if (!claim || claim.metadata.deletionTimestamp) return 'done';
    const cause: Cause = { actor: ACTOR, reason: `claim ${name} is looked after`, because };
    const { storageClassName } = claim.spec;
    const step = planClaim(claim, {
      volumes: store.list('PersistentVolume'),
      storageClass: storageClassName ? store.get('StorageClass', undefined, storageClassName) : undefined,
      consumer: consumerOf(key),
    });
    switch (step.do) {
      case 'bind':
        bind(claim, step.volume, cause);
        break;
      case 'provision':
        provision(claim, step.provisioner, step.node, cause);
        break;
      case 'lose':
        setPhase(claim, 'Lost', cause);
        tell(claim, { type: 'Warning', reason: 'ClaimLost', message: LOST }, cause);
        break;
      case 'wait':
        if (step.told) tell(claim, step.told, cause);
    }
    return 'done';
  }

  function consumerOf(key: string): { readonly name: string; readonly node: Node | undefined } | undefined {
    const users = podsUsing(context, key);
    const pod = users.find(({ spec }: Pod) => spec.nodeName) ?? users[0];
    return pod && { name: pod.metadata.name, node: store.get('Node', undefined, pod.spec.nodeName ?? '') };
  }

  function tell(claim: PersistentVolumeClaim, what: Told, cause: Cause): void {
    if (told.get(keyOf(claim)) === what.message) return;
    told.set(keyOf(claim), what.message);
    recorder.tell(claim, { ...what, cause });
  }

  function bind(claim: PersistentVolumeClaim, volume: PersistentVolume, cause: Cause): void {
    const { namespace, name } = claim.metadata;
    const isPromised = volume.spec?.claimRef !== undefined;
    const mark = { ...(isPromised ? {} : { [BOUND_BY_CONTROLLER]: 'yes' }) };
    api.writeStatus(
      'PersistentVolume',
      undefined,
      volume.metadata.name,
      (stored) => {
        const metadata = { ...stored.metadata, annotations: { ...stored.metadata.annotations, ...mark } };
        return {
          ...stored,
          metadata,
          spec: { ...stored.spec, claimRef: referenceTo(claim) },
          status: { ...stored.status, phase: 'Bound' },
        };
      },
      cause,
    );
    const byController = claim.spec.volumeName ? {} : { [BOUND_BY_CONTROLLER]: 'yes' };
    api.writeStatus(
      'PersistentVolumeClaim',
      namespace,
      name,
      (stored) => {
        const annotations = { ...stored.metadata.annotations, [BIND_COMPLETED]: 'yes', ...byController };
        const { accessModes, capacity } = volume.spec ?? {};
        return {
          ...stored,
          metadata: { ...stored.metadata, annotations },
          spec: { ...stored.spec, volumeName: volume.metadata.name },
          status: { ...stored.status, phase: 'Bound', accessModes, capacity },
        };
      },
      cause,
    );
  }

  function provision(claim: PersistentVolumeClaim, provisioner: string, node: Node | undefined, cause: Cause): void {
    const { uid } = claim.metadata;
    const name = `pvc-${uid}`;
    if (store.get('PersistentVolume', undefined, name)) return;
    const storageClass = store.get('StorageClass', undefined, claim.spec.storageClassName ?? '');
    const message = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
    tell(claim, { type: 'Normal', reason: 'ExternalProvisioning', message }, cause);
    const host = node?.metadata.labels?.['kubernetes.io/hostname'];
    const expression = { key: 'kubernetes.io/hostname', operator: 'In', values: [host ?? ''] };
    const volume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name, annotations: { [PROVISIONED_BY]: provisioner } },
      spec: {
        capacity: { storage: claim.spec.resources?.requests?.['storage'] },
        accessModes: claim.spec.accessModes,
        volumeMode: claim.spec.volumeMode,
        persistentVolumeReclaimPolicy: storageClass?.reclaimPolicy ?? 'Delete',
        storageClassName: claim.spec.storageClassName,
        claimRef: referenceTo(claim),
        hostPath: { path: `/var/local-path-provisioner/${name}`, type: 'DirectoryOrCreate' },
        ...(host ? { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } } } : {}),
      },
    } as unknown as JsonObject;
    api.create(volume, undefined, { cause });
  }

  function setPhase({ metadata }: PersistentVolumeClaim, phase: string, cause: Cause): void {
    const change = (stored: PersistentVolumeClaim): PersistentVolumeClaim =>
      stored.status.phase === phase ? stored : { ...stored, status: { ...stored.status, phase } };
    api.writeStatus('PersistentVolumeClaim', metadata.namespace, metadata.name, change, cause);
  }

  /** @source the same file, syncVolume, reclaimVolume */
  function syncVolume(name: string, because: number | undefined): Outcome {
    const volume = store.get('PersistentVolume', undefined, name);
    if (!volume) return 'done';
    const cause: Cause = { actor: ACTOR, reason: `volume ${name} is looked after`, because };
    const reference = volume.spec?.claimRef;
    const claim = reference && store.get('PersistentVolumeClaim', reference.namespace, reference.name ?? '');
    const isReleased = reference?.uid !== undefined && claim?.metadata.uid !== reference.uid;
    const phase = isReleased ? 'Released' : reference?.uid && claim?.status.phase === 'Bound' ? 'Bound' : 'Available';
    const change = (stored: PersistentVolume): PersistentVolume =>
      sameJson(stored.status?.phase, phase) ? stored : { ...stored, status: { ...stored.status, phase } };
    api.writeStatus('PersistentVolume', undefined, name, change, cause);
    if (isReleased && volume.spec?.persistentVolumeReclaimPolicy === 'Delete')
      api.delete({ kind: 'PersistentVolume', name }, {}, { cause });
    return 'done';
  }
}

const LOST = 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';

const referenceTo = ({ apiVersion, kind, metadata }: PersistentVolumeClaim) => ({
  apiVersion,
  kind,
  ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
  name: metadata.name,
  uid: metadata.uid,
  resourceVersion: metadata.resourceVersion,
});
