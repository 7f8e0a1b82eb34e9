import { expect, test } from 'vitest';
import { amountOf, thresholdsMet, thresholdsOf, type EvictionSettings, type Observations } from './thresholds.ts';

const MI = 1024 * 1024;
const GI = 1024 * MI;

const told = (settings: EvictionSettings): string =>
  thresholdsOf(settings)
    .map(({ signal, value, grace }) => `${signal}<${value}${grace ? ` for ${grace}` : ''}`)
    .join(', ');

test.each<[string, EvictionSettings, string]>([
  ['nothing said: the defaults', {}, 'memory.available<100Mi, nodefs.available<10%, imagefs.available<15%'],
  [
    'what is said takes the place of all defaults',
    { evictionHard: { 'memory.available': '5%' } },
    'memory.available<5%',
  ],
  ['0% and 100% are no threshold', { evictionHard: { 'nodefs.available': '0%', 'pid.available': '100%' } }, ''],
  [
    'soft ones come after hard ones, with their grace',
    {
      evictionHard: { 'memory.available': '100Mi' },
      evictionSoft: { 'memory.available': '300Mi' },
      evictionSoftGracePeriod: { 'memory.available': 90_000 },
    },
    'memory.available<100Mi, memory.available<300Mi for 90000',
  ],
])('%s', (_, settings, expected) => expect(told(settings)).toBe(expected));

test.each([
  ['100Mi', 8 * GI, 100 * MI],
  ['10%', 100 * GI, 10_737_418_400],
  ['15%', 100 * GI, 16_106_128_000],
  ['50%', 32_768, 16_384],
])('%s of %d is %d, as Go computes it', (value, capacity, amount) =>
  // a share is a float32 upstream: a tenth is a little more than a tenth
  expect(Math.abs(amountOf(value, capacity) - amount)).toBeLessThanOrEqual(1000),
);

const observed = (memory: number, rest: Partial<Observations> = {}): Observations => ({
  'memory.available': { available: memory, capacity: 2 * GI },
  'nodefs.available': { available: 50 * GI, capacity: 100 * GI },
  'imagefs.available': { available: 50 * GI, capacity: 100 * GI },
  'pid.available': { available: 32_000, capacity: 32_768 },
  ...rest,
});
const met = (settings: EvictionSettings, seen: Observations, reclaim: 'any' | 'enough'): string[] =>
  thresholdsMet(thresholdsOf(settings), seen, reclaim).map(({ signal }) => signal);

const reclaims: EvictionSettings = {
  evictionHard: { 'memory.available': '100Mi' },
  evictionMinimumReclaim: { 'memory.available': '50Mi' },
};

test.each<[string, EvictionSettings, Observations, 'any' | 'enough', string[]]>([
  ['exactly the threshold is enough', {}, observed(100 * MI), 'any', []],
  ['one byte less is not', {}, observed(100 * MI - 1), 'any', ['memory.available']],
  ['the least to reclaim does not start it', reclaims, observed(120 * MI), 'any', []],
  ['but holds it until so much more is free', reclaims, observed(120 * MI), 'enough', ['memory.available']],
  ['and lets it go then', reclaims, observed(150 * MI), 'enough', []],
  [
    'images are short before the node is',
    {},
    observed(GI, {
      'nodefs.available': { available: 12 * GI, capacity: 100 * GI },
      'imagefs.available': { available: 12 * GI, capacity: 100 * GI },
    }),
    'any',
    ['imagefs.available'],
  ],
])('%s', (_, settings, seen, reclaim, expected) => expect(met(settings, seen, reclaim)).toEqual(expected));
