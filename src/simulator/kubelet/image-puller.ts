import type { Container, Pod } from '../api/schema/kinds.ts';
import type { Clock, Millis } from '../clock.ts';
import { goQuote } from '../go-quote.ts';
import { catalogue, findImage } from '../runtime/images/catalogue.ts';
import type { Image } from '../runtime/images/image.ts';
import { sleep, type Task } from '../task.ts';
import { Backoff } from './crash-loop-backoff.ts';
import type { StartFailureReason } from './container-statuses.ts';
import { TIMING } from './timing.ts';

/** A registry's speed unless said: compressed bytes a second. */
const BYTES_PER_SECOND = 40_000_000;
/** A registry's answer before the first byte. */
const REGISTRY_ANSWER: Millis = 800;

export interface PullEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}
export type Pulled =
  { readonly ok: true; readonly image: Image } | { readonly ok: false; readonly why: StartFailureReason };

/**
 * Makes sure that a container's image is on the node, with the kubelet's events, policies and back-off.
 * @source kubernetes/kubernetes pkg/kubelet/images/image_manager.go EnsureImageExists; recorded: image/*
 */
export class ImagePuller {
  readonly #clock: Clock;
  readonly #present: Set<string> | 'all';
  readonly #rate: number;
  readonly #wrote: (bytes: number) => void;
  /** Bytes of the images that have been pulled, by name. */
  readonly #pulled = new Map<string, number>();
  readonly #backoff = new Backoff();
  readonly #lastError = new Map<string, string>();

  /**
   * @param present - names of the images that are on the node at the start
   * @param rate - compressed bytes a second
   * @param wrote - hears of bytes on the node's disk
   */
  constructor(
    clock: Clock,
    present: readonly string[] | 'all',
    rate = BYTES_PER_SECOND,
    wrote: (bytes: number) => void = () => undefined,
  ) {
    this.#clock = clock;
    this.#rate = rate;
    this.#wrote = wrote;
    this.#present = present === 'all' ? 'all' : new Set(present.map((name) => findImage(name)?.name ?? name));
  }

  /** Bytes on the node's disk of images that have been pulled. */
  get bytes(): number {
    return [...this.#pulled.values()].reduce((sum, size) => sum + size, 0);
  }

  /**
   * Removes images that no container is made from.
   * @param used - references of those that are
   * @source kubernetes/kubernetes pkg/kubelet/images/image_gc_manager.go DeleteUnusedImages
   */
  deleteUnused(used: readonly string[]): void {
    if (this.#present === 'all') return;
    const kept = new Set(used.map((reference) => findImage(reference)?.name));
    for (const name of this.#present)
      if (!kept.has(name)) {
        this.#present.delete(name);
        this.#pulled.delete(name);
      }
  }

  *ensure(pod: Pod, container: Container, tell: (event: PullEvent) => void): Task<Pulled> {
    const reference = container.image ?? '';
    const quoted = goQuote(reference);
    const problem = nameProblem(reference);
    if (problem) {
      const message = `Failed to apply default image tag ${quoted}: couldn't parse image name ${quoted}: ${problem}`;
      tell({ type: 'Warning', reason: 'InspectFailed', message });
      return { ok: false, why: { reason: 'InvalidImageName', message } };
    }
    const image = findImage(reference);
    const present = image !== undefined && (this.#present === 'all' || this.#present.has(image.name));
    const policy = container.imagePullPolicy ?? 'IfNotPresent';
    if (policy === 'Never' && !present) {
      const message = `Container image ${quoted} is not present with pull policy of Never`;
      tell({ type: 'Warning', reason: 'ErrImageNeverPull', message });
      return { ok: false, why: { reason: 'ErrImageNeverPull', message } };
    }
    if (present && policy !== 'Always') {
      const message = `Container image ${quoted} already present on machine and can be accessed by the pod`;
      tell({ type: 'Normal', reason: 'Pulled', message });
      return { ok: true, image };
    }
    return yield* this.#pull(pod, reference, image, present, tell);
  }

  *#pull(
    pod: Pod,
    reference: string,
    image: Image | undefined,
    present: boolean,
    tell: (event: PullEvent) => void,
  ): Task<Pulled> {
    const quoted = goQuote(reference);
    const key = `${pod.metadata.uid}_${reference}`;
    if (this.#backoff.isInSinceUpdate(key, this.#clock.now)) {
      const message = `Back-off pulling image ${quoted}`;
      tell({ type: 'Normal', reason: 'BackOff', message });
      return {
        ok: false,
        why: { reason: 'ImagePullBackOff', message: `${message}: ${this.#lastError.get(key) ?? ''}` },
      };
    }
    this.#lastError.delete(key);
    tell({ type: 'Normal', reason: 'Pulling', message: `Pulling image ${quoted}` });
    if (!image) {
      yield sleep(TIMING.failedPull);
      const error = pullError(reference);
      tell({ type: 'Warning', reason: 'Failed', message: `Failed to pull image ${quoted}: ${error}` });
      this.#backoff.next(key, this.#clock.now, this.#clock.now);
      this.#lastError.set(key, `ErrImagePull: ${error}`);
      return { ok: false, why: { reason: 'ErrImagePull', message: error } };
    }
    const took = REGISTRY_ANSWER + (present ? 0 : Math.ceil((image.size / this.#rate) * 1000));
    yield sleep(took);
    if (this.#present !== 'all' && !this.#present.has(image.name)) {
      this.#present.add(image.name);
      this.#pulled.set(image.name, image.size);
      this.#wrote(image.size);
    }
    const spent = goDuration(took);
    const message = `Successfully pulled image ${quoted} in ${spent} (${spent} including waiting). Image size: ${image.size} bytes.`;
    tell({ type: 'Normal', reason: 'Pulled', message });
    return { ok: true, image };
  }
}

/** Registries that a name's first part can be: it has a dot or a port, or is localhost. */
const registryOf = (reference: string): string | undefined => {
  const first = reference.split('/', 1)[0] ?? '';
  return reference.includes('/') && (/[.:]/.test(first) || first === 'localhost') ? first : undefined;
};

/**
 * What containerd says when a name cannot be resolved. Registries but Docker Hub do not exist here.
 * @source containerd core/remotes/docker/resolver.go Resolve; recorded: image/pull-fails
 */
function pullError(reference: string): string {
  const registry = registryOf(reference);
  if (registry !== undefined && !DOCKER_HUB.has(registry)) {
    const [path = '', tag = 'latest'] = splitTag(reference.slice(registry.length + 1));
    const host = registry.split(':', 1)[0] ?? registry;
    return `failed to pull and unpack image ${goQuote(canonical(reference))}: failed to resolve image: failed to do request: Head "https://${registry}/v2/${path}/manifests/${tag}": dial tcp: lookup ${host} on 10.0.0.2:53: no such host`;
  }
  const full = canonical(reference);
  const why = catalogue.some(({ name }) => repositoryOf(name) === repositoryOf(reference))
    ? `${full}: not found`
    : 'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
  return `failed to pull and unpack image ${goQuote(full)}: failed to resolve image: ${why}`;
}

const repositoryOf = (reference: string): string => splitTag(canonical(reference))[0];

const DOCKER_HUB: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io']);

const splitTag = (path: string): [string, string] => {
  const colon = path.lastIndexOf(':');
  return colon < 0 ? [path, 'latest'] : [path.slice(0, colon), path.slice(colon + 1)];
};

/** The full name: docker.io and library/ where the reference leaves them out, and the tag. */
export function canonical(reference: string): string {
  const registry = registryOf(reference);
  const path = registry === undefined ? reference : reference.slice(registry.length + 1);
  const [name, tag] = splitTag(path);
  const host = registry === undefined || DOCKER_HUB.has(registry) ? 'docker.io' : registry;
  const library = host === 'docker.io' && !name.includes('/') ? 'library/' : '';
  return `${host}/${library}${name}:${tag}`;
}

/** @source distribution/reference normalize.go ParseNormalizedNamed, reference.go ErrReferenceInvalidFormat */
function nameProblem(reference: string): string | undefined {
  const registry = registryOf(reference);
  const path = registry === undefined ? reference : reference.slice(registry.length + 1);
  const [untagged = '', digest] = path.split('@', 2);
  const [name, tag] = splitTag(untagged);
  if (/[A-Z]/.test(name)) {
    const full = registry === undefined && !name.includes('/') ? `library/${name}` : name;
    return `invalid reference format: repository name (${full}) must be lowercase`;
  }
  const parts = name.split('/');
  const wellFormed =
    parts.every((part) => /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/.test(part)) &&
    /^\w[\w.-]{0,127}$/.test(tag) &&
    (digest === undefined || /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[\da-fA-F]{32,}$/.test(digest));
  return wellFormed ? undefined : 'invalid reference format';
}

/** A time.Duration of milliseconds as Go prints it. @example 1204 → "1.204s", 87 → "87ms" */
const goDuration = (ms: Millis): string => (ms < 1000 ? `${ms}ms` : `${ms / 1000}s`);
