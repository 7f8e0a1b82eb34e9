import { addQuantities, compareQuantities, parseQuantity, subtractQuantities, type Quantity } from '../../quantity.ts';

/** Amounts by resource, as objects write them. */
export type ResourceTexts = Readonly<Record<string, string>>;
/** Amounts by resource, read: exact, and in the form they were written in. */
export type ResourceList = ReadonlyMap<string, Quantity>;

/** What is no amount is left out: validation has refused it. */
export function readResources(texts: ResourceTexts | undefined): Map<string, Quantity> {
  const list = new Map<string, Quantity>();
  for (const name in texts) {
    const amount = parseQuantity(texts[name] ?? '');
    if (amount) list.set(name, amount);
  }
  return list;
}

export const writeResources = (list: ResourceList): Record<string, string> =>
  Object.fromEntries([...list].map(([name, amount]) => [name, amount.canonical]));

/** `n` of something that is counted. */
export function count(n: number): Quantity {
  const amount = parseQuantity(String(n));
  if (!amount) throw new Error(`no amount: ${n}`);
  return amount;
}

/** The sum of each. */
export function addResources(a: ResourceList, b: ResourceList): Map<string, Quantity> {
  const sum = new Map(a);
  for (const [name, amount] of b) {
    const before = sum.get(name);
    sum.set(name, before ? addQuantities(before, amount) : amount);
  }
  return sum;
}

/** The larger of each. */
export function maxResources(a: ResourceList, b: ResourceList): Map<string, Quantity> {
  const most = new Map(a);
  for (const [name, amount] of b) {
    const before = most.get(name);
    if (!before || compareQuantities(amount, before) > 0) most.set(name, amount);
  }
  return most;
}

/** a − b, where nothing falls below 0; what only `b` has counts as 0. */
export function subtractResources(a: ResourceList, b: ResourceList): Map<string, Quantity> {
  const rest = new Map<string, Quantity>();
  for (const [name, amount] of a) {
    const taken = b.get(name);
    const left = taken ? subtractQuantities(amount, taken) : amount;
    rest.set(name, left.mantissa < 0n ? count(0) : left);
  }
  for (const name of b.keys()) if (!rest.has(name)) rest.set(name, count(0));
  return rest;
}

export const maskResources = (list: ResourceList, names: ReadonlySet<string>): Map<string, Quantity> =>
  new Map([...list].filter(([name]) => names.has(name)));
