/**
 * One run of `scale` in a process of its own, so that its memory is its own and no earlier run's garbage is on its bill.
 *   node tests/bench/scale-alone.ts <nodes> <pods> <shape>     prints { ms, peakMB }
 */
import { scale, type ShapeName } from './scale.ts';

const [nodes, pods, shape] = process.argv.slice(2);
scale(20, 400, shape as ShapeName); // the code is compiled; what follows is the work
const started = performance.now();
scale(Number(nodes), Number(pods), shape as ShapeName);
const ms = performance.now() - started;
console.log(JSON.stringify({ ms, peakMB: process.resourceUsage().maxRSS / 1000 }));
