import type { Clock, Millis } from '../clock.ts';

/** Requests that may be sent at once after a pause, and how long it takes until one more may follow. */
const BURST = 30;
const EACH: Millis = 1000 / 20;

/**
 * The bucket of tokens of a controller's client: what it may ask of the API server just now.
 * Only the requests that come in numbers are counted, those that create and delete Pods.
 * @source kubernetes/kubernetes cmd/kube-controller-manager (--kube-api-qps 20, --kube-api-burst 30);
 *   staging/src/k8s.io/client-go/util/flowcontrol/throttle.go; recorded: a Deployment of 120 Pods, the last after 5 s
 */
export class ClientLimit {
  readonly #clock: Clock;
  #spent = 0;
  /** When #spent was right. */
  #at: Millis = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Requests that may be sent now: 0 … 30. */
  get room(): number {
    this.#refill();
    return Math.floor(BURST - this.#spent + 1e-9);
  }

  spend(requests: number): void {
    this.#refill();
    this.#spent += requests;
  }

  /** How long until one may be sent; 0 if one may be now. */
  untilNext(): Millis {
    this.#refill();
    return Math.max(0, Math.ceil((this.#spent - BURST + 1) * EACH));
  }

  #refill(): void {
    this.#spent = Math.max(0, this.#spent - (this.#clock.now - this.#at) / EACH);
    this.#at = this.#clock.now;
  }
}
