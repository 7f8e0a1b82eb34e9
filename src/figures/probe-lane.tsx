import type { FigureWords } from '../i18n/figures.ts';
import { marksOf } from './moments.ts';
import type { ProbeLane as Lane, ProbeRun } from './picture.ts';
import { LaneName } from './state-lane.tsx';
import { pixelsPerSecond, round, xOf, type TimeScale } from './time-scale.ts';

export interface ProbeLaneProps {
  readonly lane: Lane;
  readonly scale: TimeScale;
  readonly top: number;
  readonly words: FigureWords;
  readonly narrow: boolean;
  /** Whether the Pod has several containers, so that a lane must say whose probe it is. */
  readonly many: boolean;
}

/** Room that a count like 2/3 needs under its mark. */
const COUNT = 24;

export function ProbeLane({ lane, scale, top, words, narrow, many }: ProbeLaneProps) {
  const counted = lane.runs.some(({ result, threshold }) => result === 'failure' && threshold > 1);
  const y = top + (counted ? 14 : 18);
  const shown = lane.runs.filter(({ from, to }) => to >= scale.from && from <= scale.until);
  const [first, last] = [shown[0], shown.at(-1)];
  return (
    <>
      <LaneName
        name={words[lane.probe]}
        sub={many ? lane.container : shortTarget(lane.target)}
        top={top + 16 + (narrow ? 14 : 0)}
        narrow={narrow}
      />
      {first && last && <path class="probe-line" d={`M${xOf(scale, first.from)} ${y}H${xOf(scale, last.to)}`} />}
      {shown.map((run) => (
        <Marks run={run} scale={scale} y={y} />
      ))}
    </>
  );
}

const shortTarget = (target: string): string => (target.length > 17 ? `${target.slice(0, 16)}…` : target);

function Marks({ run, scale, y }: { readonly run: ProbeRun; readonly scale: TimeScale; readonly y: number }) {
  const spacing = run.period * pixelsPerSecond(scale);
  const size = run.from === run.to ? 4.4 : Math.max(1.6, Math.min(4.4, spacing * 0.38));
  const marks = marksOf(run)
    .map((t, i) => ({ t, x: xOf(scale, t), n: run.inARow + i }))
    .filter(({ t }) => t >= scale.from && t <= scale.until);
  if (run.result === 'success')
    return <path class="m-dots" stroke-width={round(2 * size)} d={marks.map(({ x }) => `M${x} ${y}h0`).join('')} />;
  if (run.result === 'unknown')
    return (
      <>
        {marks.map(({ x }) => (
          <circle class="m-skip" cx={x} cy={y} r={round(size)} />
        ))}
      </>
    );
  const s = round(size);
  return (
    <>
      <path
        class={size < 3 ? 'm-fail m-small' : 'm-fail'}
        d={marks
          .map(
            ({ x }) =>
              `M${round(x - s)} ${round(y - s)}l${2 * s} ${2 * s}M${round(x + s)} ${round(y - s)}l${-2 * s} ${2 * s}`,
          )
          .join('')}
      />
      {run.threshold > 1 &&
        marks
          .filter(({ n }) => n <= run.threshold && (spacing >= COUNT || n === run.threshold))
          .map(({ x, n }) => (
            <text class="t-fail t-count" x={x} y={y + 20} text-anchor="middle">
              {n}/{run.threshold}
            </text>
          ))}
    </>
  );
}
