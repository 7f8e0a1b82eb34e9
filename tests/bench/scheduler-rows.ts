/** The rows of scheduling many Pods, with what grows and what affinity costs. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { shapeNames, type ShapeName } from './scale.ts';

type Note = (name: string, value: number, budget?: number) => void;

interface Run {
  readonly ms: number;
  readonly peakMB: number;
}

/** Affinity and spreading may cost so many times what plain Pods do. */
const MOST_RATIO = 5;

export function noteScheduling(note: Note): void {
  note('hundred-nodes-thousand-pods-s', alone(100, 1000, 'plain', 5).ms / 1000, 0.5); // warm, as the rows of other work

  const plain = {
    1000: alone(1000, 1000, 'plain'),
    3000: alone(1000, 3000, 'plain'),
    10000: alone(1000, 10_000, 'plain'),
  };
  for (const [pods, { ms }] of Object.entries(plain)) note(`thousand-nodes-${pods}-pods-ms-a-pod`, ms / Number(pods));
  note('thousand-nodes-ten-thousand-pods-s', plain[10000].ms / 1000, 8);
  note('thousand-nodes-ten-thousand-pods-peak-MB', plain[10000].peakMB, 1000);
  for (const shape of shapeNames) {
    if (shape === 'plain') continue;
    const { ms } = alone(1000, 10_000, shape);
    note(`ten-thousand-pods-${shape}-s`, ms / 1000);
    note(`ten-thousand-pods-${shape}-to-plain`, ms / plain[10000].ms, MOST_RATIO);
  }
}

function alone(nodes: number, pods: number, shape: ShapeName, times = 1): Run {
  const file = fileURLToPath(new URL('./scale-alone.ts', import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, [file, String(nodes), String(pods), shape, String(times)], { encoding: 'utf8' }),
  ) as Run;
}
