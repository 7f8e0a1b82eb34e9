/** Letters of generated names. @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go */
const NAME_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Seeded randomness (splitmix32): same seed, same sequence, on every engine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number, 0 ≤ n < `below`. */
  int(below: number): number {
    return Math.floor((this.#next() / 4_294_967_296) * below);
  }

  /** A number, 0 ≤ x < 1. */
  fraction(): number {
    return this.#next() / 4_294_967_296;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.int(list.length)];
    if (picked === undefined) throw new Error('pick from an empty list');
    return picked;
  }

  /** The random end of a generated name. @example suffix(5) → "x7k2q" */
  suffix(length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += NAME_LETTERS[this.int(NAME_LETTERS.length)];
    return text;
  }

  /** A version 4 UUID. */
  uuid(): string {
    const hex = (digits: number): string => {
      let text = '';
      for (let i = 0; i < digits; i++) text += this.int(16).toString(16);
      return text;
    };
    return `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + this.int(4)).toString(16)}${hex(3)}-${hex(12)}`;
  }

  #next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }
}
