/**
 * Go's sort.Sort: a pattern-defeating quicksort that leaves equals in an order of its own. kubectl sorts events with it, so that
 * those of one second come neither as they were nor by name once there are more than twelve.
 * @source Go sort/zsortinterface.go pdqsort
 */
export function goSort<T>(items: readonly T[], isLess: (a: T, b: T) => boolean): T[] {
  const sorted = [...items];
  const data: Data = {
    less: (i, j) => isLess(sorted[i] as T, sorted[j] as T),
    swap: (i, j) => {
      const kept = sorted[i] as T;
      sorted[i] = sorted[j] as T;
      sorted[j] = kept;
    },
  };
  quicksort(data, 0, sorted.length, bitLength(sorted.length));
  return sorted;
}

interface Data {
  readonly less: (i: number, j: number) => boolean;
  readonly swap: (i: number, j: number) => void;
}
type Hint = 'unknown' | 'increasing' | 'decreasing';

const bitLength = (n: number): number => 32 - Math.clz32(n);

/** Runs this short are sorted by insertion, which is stable. */
const SHORT = 12;

function quicksort(data: Data, from: number, to: number, badLimit: number): void {
  let [a, b, limit] = [from, to, badLimit];
  let [wasBalanced, wasPartitioned] = [true, true];
  for (;;) {
    const length = b - a;
    if (length <= SHORT) return insertionSort(data, a, b);
    if (limit === 0) return heapSort(data, a, b);
    if (!wasBalanced) {
      breakPatterns(data, a, b);
      limit--;
    }
    let { pivot, hint } = choosePivot(data, a, b);
    if (hint === 'decreasing') {
      reverse(data, a, b);
      pivot = b - 1 - (pivot - a);
      hint = 'increasing';
    }
    if (wasBalanced && wasPartitioned && hint === 'increasing' && partialInsertionSort(data, a, b)) return;
    if (a > 0 && !data.less(a - 1, pivot)) {
      a = partitionEqual(data, a, b, pivot);
      continue;
    }
    const { middle, partitioned } = partition(data, a, b, pivot);
    wasPartitioned = partitioned;
    const [left, right] = [middle - a, b - middle];
    wasBalanced = Math.min(left, right) >= Math.floor(length / 8);
    if (left < right) {
      quicksort(data, a, middle, limit);
      a = middle + 1;
    } else {
      quicksort(data, middle + 1, b, limit);
      b = middle;
    }
  }
}

function insertionSort({ less, swap }: Data, a: number, b: number): void {
  for (let i = a + 1; i < b; i++) for (let j = i; j > a && less(j, j - 1); j--) swap(j, j - 1);
}

function heapSort(data: Data, a: number, b: number): void {
  const length = b - a;
  for (let i = Math.floor((length - 1) / 2); i >= 0; i--) siftDown(data, i, length, a);
  for (let i = length - 1; i >= 0; i--) {
    data.swap(a, a + i);
    siftDown(data, 0, i, a);
  }
}

function siftDown({ less, swap }: Data, low: number, high: number, first: number): void {
  let root = low;
  for (;;) {
    let child = 2 * root + 1;
    if (child >= high) return;
    if (child + 1 < high && less(first + child, first + child + 1)) child++;
    if (!less(first + root, first + child)) return;
    swap(first + root, first + child);
    root = child;
  }
}

/** Puts what is below the pivot before it, what is not after it. */
function partition(
  { less, swap }: Data,
  a: number,
  b: number,
  pivot: number,
): { middle: number; partitioned: boolean } {
  swap(a, pivot);
  let [i, j] = [a + 1, b - 1];
  while (i <= j && less(i, a)) i++;
  while (i <= j && !less(j, a)) j--;
  if (i > j) {
    swap(j, a);
    return { middle: j, partitioned: true };
  }
  swap(i, j);
  i++;
  j--;
  for (;;) {
    while (i <= j && less(i, a)) i++;
    while (i <= j && !less(j, a)) j--;
    if (i > j) break;
    swap(i, j);
    i++;
    j--;
  }
  swap(j, a);
  return { middle: j, partitioned: false };
}

/** Puts what equals the pivot before what is above it. */
function partitionEqual({ less, swap }: Data, a: number, b: number, pivot: number): number {
  swap(a, pivot);
  let [i, j] = [a + 1, b - 1];
  for (;;) {
    while (i <= j && !less(a, i)) i++;
    while (i <= j && less(a, j)) j--;
    if (i > j) return i;
    swap(i, j);
    i++;
    j--;
  }
}

function partialInsertionSort({ less, swap }: Data, a: number, b: number): boolean {
  let i = a + 1;
  for (let step = 0; step < 5; step++) {
    while (i < b && !less(i, i - 1)) i++;
    if (i === b) return true;
    if (b - a < 50) return false;
    swap(i, i - 1);
    if (i - a >= 2) for (let j = i - 1; j >= 1 && less(j, j - 1); j--) swap(j, j - 1);
    if (b - i >= 2) for (let j = i + 1; j < b && less(j, j - 1); j++) swap(j, j - 1);
  }
  return false;
}

/** Scatters some elements by a xorshift that the length seeds: 64 bits, of which the low ones are used. */
function breakPatterns({ swap }: Data, a: number, b: number): void {
  const length = b - a;
  if (length < 8) return;
  let random = BigInt(length);
  const modulus = 2 ** bitLength(length);
  const index = a + Math.floor(length / 4) * 2 - 1;
  for (let i = 0; i < 3; i++) {
    random ^= BigInt.asUintN(64, random << 13n);
    random ^= random >> 7n;
    random ^= BigInt.asUintN(64, random << 17n);
    let other = Number(BigInt.asUintN(32, random)) & (modulus - 1);
    if (other >= length) other -= length;
    swap(index + i, a + other);
  }
}

function choosePivot(data: Data, a: number, b: number): { pivot: number; hint: Hint } {
  const length = b - a;
  const count = { swaps: 0 };
  const quarter = Math.floor(length / 4);
  let [i, j, k] = [a + quarter, a + quarter * 2, a + quarter * 3];
  if (length >= 8) {
    if (length >= 50) {
      i = median(data, i - 1, i, i + 1, count);
      j = median(data, j - 1, j, j + 1, count);
      k = median(data, k - 1, k, k + 1, count);
    }
    j = median(data, i, j, k, count);
  }
  return { pivot: j, hint: count.swaps === 0 ? 'increasing' : count.swaps === 12 ? 'decreasing' : 'unknown' };
}

function median({ less }: Data, a: number, b: number, c: number, count: { swaps: number }): number {
  const order = (i: number, j: number): [number, number] => {
    if (!less(j, i)) return [i, j];
    count.swaps++;
    return [j, i];
  };
  const [low, middle] = order(a, b);
  const [lower] = order(middle, c);
  return order(low, lower)[1];
}

function reverse({ swap }: Data, a: number, b: number): void {
  for (let [i, j] = [a, b - 1]; i < j; i++, j--) swap(i, j);
}
