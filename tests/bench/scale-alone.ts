/**
 * One run of `scale` in a process of its own, so that its memory is its own and no earlier run's garbage is on its bill.
 *   node tests/bench/scale-alone.ts <nodes> <pods> <shape> [<times>]     prints { ms, peakMB }, the median of several times
 */
import { scale, type ShapeName } from './scale.ts';

const [nodes, pods, shape, times = '1'] = process.argv.slice(2);
scale(20, 400, shape as ShapeName); // the code is compiled; what follows is the work
const runs = Array.from({ length: Number(times) }, () => {
  const started = performance.now();
  scale(Number(nodes), Number(pods), shape as ShapeName);
  return performance.now() - started;
});
const ms = runs.sort((a, b) => a - b)[runs.length >> 1];
console.log(JSON.stringify({ ms, peakMB: process.resourceUsage().maxRSS / 1000 }));
