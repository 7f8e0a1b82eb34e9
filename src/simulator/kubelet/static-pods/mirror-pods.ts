import type { JsonObject } from '../../api/json.ts';
import type { Pod } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { fullName, HASH, MIRROR } from './annotations.ts';

/**
 * The objects that stand for a node's static Pods in the API: made by its kubelet, made again when somebody deletes them,
 * and without power over what runs.
 * @source kubernetes/kubernetes pkg/kubelet/pod/mirror_client.go; pkg/kubelet/kubelet.go tryReconcileMirrorPods
 */
export class MirrorPods {
  readonly #context: ComponentContext;
  readonly #node: string;
  readonly #isOnline: () => boolean;
  /** By full name, as the kubelet last heard of them. */
  readonly #known = new Map<string, Pod>();
  /** Uids of the static Pods that they show, by full name. */
  readonly #shown = new Map<string, string>();

  constructor(context: ComponentContext, node: string, isOnline: () => boolean) {
    this.#context = context;
    this.#node = node;
    this.#isOnline = isOnline;
  }

  /** The API server tells of one. */
  heard(mirror: Pod): void {
    this.#known.set(fullName(mirror), mirror);
  }

  /** One is gone. */
  gone(mirror: Pod): void {
    if (this.#known.get(fullName(mirror))?.metadata.uid === mirror.metadata.uid) this.#known.delete(fullName(mirror));
  }

  /** The mirror that is known of a static Pod. */
  of(pod: Pod): Pod | undefined {
    return this.#known.get(fullName(pod));
  }

  /** From now on the mirrors of these names show the statuses of these Pods. */
  showing(pods: readonly Pod[]): void {
    for (const pod of pods) this.#shown.set(fullName(pod), pod.metadata.uid);
  }

  /**
   * The mirror that shows a static Pod's status: not any more once its manifest has become another.
   * @source kubernetes/kubernetes pkg/kubelet/pod/pod_manager.go updatePodsInternal
   */
  showingOf(pod: Pod): Pod | undefined {
    return this.#shown.get(fullName(pod)) === pod.metadata.uid ? this.exactlyOf(pod) : undefined;
  }

  /** The mirror that stands for just this manifest. */
  exactlyOf(pod: Pod): Pod | undefined {
    const mirror = this.of(pod);
    return mirror && hash(mirror, MIRROR) === hash(pod, HASH) ? mirror : undefined;
  }

  all(): readonly Pod[] {
    return [...this.#known.values()];
  }

  /** Sees to it that a static Pod has its mirror. */
  reconcile(pod: Pod, because: number | undefined): void {
    if (!this.#isOnline()) return;
    const mirror = this.of(pod);
    if (mirror && mirror === this.exactlyOf(pod) && !mirror.metadata.deletionTimestamp) return;
    if (mirror) this.remove(mirror, because);
    this.#create(pod, because);
  }

  remove({ metadata: { namespace, name, uid } }: Pod, because: number | undefined): void {
    const cause = this.#cause('its static Pod is another, or gone', because);
    this.#context.api.delete(
      { kind: 'Pod', namespace, name },
      { gracePeriodSeconds: 0, preconditions: { uid } },
      { cause },
    );
  }

  #create(pod: Pod, because: number | undefined): void {
    const { api, store } = this.#context;
    const node = store.get('Node', undefined, this.#node);
    if (!node || node.metadata.deletionTimestamp) return;
    const { uid: _, annotations, ...metadata } = pod.metadata;
    const mirror = {
      ...pod,
      metadata: {
        ...metadata,
        annotations: { ...annotations, [MIRROR]: annotations?.[HASH] ?? '' },
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Node', name: this.#node, uid: node.metadata.uid, controller: true },
        ],
      },
    };
    api.create(mirror as unknown as JsonObject, pod.metadata.namespace, {
      cause: this.#cause('a manifest on the node asks for it', because),
    });
  }

  #cause(reason: string, because: number | undefined): Cause {
    return { actor: `kubelet/${this.#node}`, reason, ...(because === undefined ? {} : { because }) };
  }
}

const hash = ({ metadata }: Pod, annotation: string): string | undefined => metadata.annotations?.[annotation];
