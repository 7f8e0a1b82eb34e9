/** A binary heap: the least element first, any element can be taken out. */
export class Heap<T extends object> {
  readonly #compare: (a: T, b: T) => number;
  readonly #items: T[] = [];
  readonly #places = new Map<T, number>();

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#items.length;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    this.#items.push(item);
    this.#places.set(item, this.#items.length - 1);
    this.#up(this.#items.length - 1);
  }

  pop(): T | undefined {
    const top = this.#items[0];
    if (top) this.remove(top);
    return top;
  }

  remove(item: T): void {
    const place = this.#places.get(item);
    if (place === undefined) return;
    this.#places.delete(item);
    const last = this.#items.pop();
    if (!last || last === item) return;
    this.#put(last, place);
    this.#up(place);
    this.#down(this.#places.get(last) ?? place);
  }

  #put(item: T, place: number): void {
    this.#items[place] = item;
    this.#places.set(item, place);
  }

  #up(from: number): void {
    let place = from;
    const item = this.#items[place];
    if (!item) return;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#items[parent];
      if (!above || this.#compare(item, above) >= 0) break;
      this.#put(above, place);
      place = parent;
    }
    this.#put(item, place);
  }

  #down(from: number): void {
    let place = from;
    const item = this.#items[place];
    if (!item) return;
    for (;;) {
      let child = 2 * place + 1;
      let below = this.#items[child];
      const right = this.#items[child + 1];
      if (below && right && this.#compare(right, below) < 0) {
        child++;
        below = right;
      }
      if (!below || this.#compare(below, item) >= 0) break;
      this.#put(below, place);
      place = child;
    }
    this.#put(item, place);
  }
}
