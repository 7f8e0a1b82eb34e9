/** Lanes of several Pods over one time. Where a figure has choices, it is drawn again in the page. */
import type { FigureWords } from '../i18n/figures.ts';
import { ConditionLane } from './condition-lane.tsx';
import type { LanesPicture, Row } from './lanes-picture.ts';
import { TimeRuler } from './pod-timeline.tsx';
import { LaneName, StateLane } from './state-lane.tsx';
import { round, textWidth, xOf, type TimeScale } from './time-scale.ts';

export interface LanesChartProps {
  readonly picture: LanesPicture;
  /** Pixels; text keeps its size. */
  readonly width: number;
  /** What the figure says, in one sentence. */
  readonly label: string;
  readonly words: FigureWords;
}

const RULER = 34;
const HEIGHTS = { container: 54, condition: 40, lost: 52 };

export function LanesChart({ picture: { rows, until }, width, label, words }: LanesChartProps) {
  const narrow = width < 600;
  const scale: TimeScale = { from: 0, until, left: narrow ? 12 : leftOf(rows), right: width - (narrow ? 14 : 18) };
  /** Lane names stand above the lanes where there is no room beside them. */
  const above = narrow ? 18 : 0;
  const tops = rows.map((_, i) => rows.slice(0, i).reduce((sum, { kind }) => sum + HEIGHTS[kind] + above, RULER));
  const last = rows.at(-1);
  const height = (tops.at(-1) ?? RULER) + (last ? HEIGHTS[last.kind] + above : 0);
  return (
    <svg class="tl" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <TimeRuler scale={scale} height={height} words={words} at={undefined} />
      {rows.map((row, i) => (
        <g key={`${row.kind} ${row.name}`}>
          {i > 0 && <path class="lane-rule" d={`M${narrow ? 12 : 16} ${tops[i]}H${scale.right}`} />}
          <Lane row={row} scale={scale} top={(tops[i] ?? RULER) + above} words={words} narrow={narrow} />
        </g>
      ))}
    </svg>
  );
}

/** Room for the longest name beside the lanes. */
const leftOf = (rows: readonly Row[]): number =>
  Math.round(Math.max(146, ...rows.map(({ name }) => 16 + textWidth(name, 13) * 1.04 + 12)));

interface LaneProps {
  readonly row: Row;
  readonly scale: TimeScale;
  readonly top: number;
  readonly words: FigureWords;
  readonly narrow: boolean;
}

function Lane({ row, scale, top, words, narrow }: LaneProps) {
  switch (row.kind) {
    case 'container':
      return (
        <StateLane
          lane={{ container: row.name, role: 'app', spans: row.spans, restarts: [] }}
          sub={words[row.sub]}
          scale={scale}
          end={scale.until}
          top={top}
          words={words}
          narrow={narrow}
        />
      );
    case 'condition':
      return (
        <ConditionLane
          spans={row.spans}
          name={row.name}
          sub={words[row.sub]}
          scale={scale}
          top={top}
          words={words}
          narrow={narrow}
        />
      );
    case 'lost':
      return <LostLane row={row} sub={words[row.sub]} scale={scale} top={top} narrow={narrow} />;
  }
}

interface LostLaneProps extends Pick<LaneProps, 'scale' | 'top' | 'narrow'> {
  readonly row: Extract<Row, { kind: 'lost' }>;
  readonly sub: string;
}

/** A bar a second, as high as requests were lost in it, and the sum of each run of seconds above its first. */
function LostLane({ row, sub, scale, top, narrow }: LostLaneProps) {
  const most = Math.max(1, ...row.lost.map(({ n }) => n));
  const foot = top + 44;
  const wide = Math.max(1.5, xOf(scale, 1) - xOf(scale, 0) - 1);
  const heads = row.lost.filter(({ at }) => !row.lost.some((other) => other.at === at - 1));
  return (
    <>
      <LaneName name={row.name} sub={sub} top={top + 30} narrow={narrow} />
      <path class="probe-line" d={`M${scale.left} ${foot}H${scale.right}`} />
      {row.lost.map(({ at, n }) => {
        const high = round(4 + (20 * n) / most);
        return <rect class="s-dead" x={xOf(scale, at)} y={round(foot - high)} width={round(wide)} height={high} />;
      })}
      {heads.map(({ at }) => {
        const sum = String(runFrom(row.lost, at));
        return (
          <text class="t-fail" x={Math.min(xOf(scale, at), scale.right - textWidth(sum))} y={top + 14}>
            {sum}
          </text>
        );
      })}
    </>
  );
}

/** How many were lost in the seconds that follow each other from this one on. */
function runFrom(lost: Extract<Row, { kind: 'lost' }>['lost'], from: number): number {
  let sum = 0;
  for (let at = from; ; at++) {
    const here = lost.find((each) => each.at === at);
    if (!here) return sum;
    sum += here.n;
  }
}
