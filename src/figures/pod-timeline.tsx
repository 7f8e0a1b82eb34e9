/** A Pod's life as a strip chart: x is virtual time. The same drawing stands in pages and in the workspace. */
import type { ComponentChildren } from 'preact';
import type { FigureWords } from '../i18n/figures.ts';
import type { ProbeKind, Seconds } from '../simulator/index.ts';
import { ConditionLane } from './condition-lane.tsx';
import { seconds, storyOf } from './moments.ts';
import type { PodPicture } from './picture.ts';
import { ProbeLane } from './probe-lane.tsx';
import { StateLane } from './state-lane.tsx';
import { flagOf, TICK, ticks, xOf, type TimeScale } from './time-scale.ts';

export interface PodTimelineProps {
  readonly pod: PodPicture;
  readonly until: Seconds;
  /** Where the figure begins; a narrow one shows a part of the run. */
  readonly from?: Seconds;
  /** Pixels; text keeps its size. */
  readonly width: number;
  readonly words: FigureWords;
  /** Where the playhead stands; without it there is none. */
  readonly at?: Seconds;
  /** The probe whose lane is marked. */
  readonly lit?: { readonly container: string; readonly probe: ProbeKind } | undefined;
}

const RULER = 34;
const HEIGHTS = { state: 54, probe: 36, condition: 40 };

interface Lane {
  readonly key: string;
  readonly height: number;
  /** Where it is a probe's. */
  readonly probe?: { readonly container: string; readonly probe: ProbeKind };
  readonly draw: (top: number) => ComponentChildren;
}

export function PodTimeline({ pod, until, from = 0, width, words, at, lit }: PodTimelineProps) {
  const narrow = width < 600;
  const left = narrow ? 12 : width > 1000 ? 138 : 124;
  const scale: TimeScale = { from, until, left, right: width - (narrow ? 14 : 18) };
  const end = Math.max(...pod.containers.flatMap(({ spans }) => spans.map(({ to }) => to)));
  /** Lane names stand above the lanes where there is no room beside them. */
  const above = narrow ? 18 : 0;
  const lanes: Lane[] = [
    ...pod.containers.map((lane) => ({
      key: lane.container,
      height: HEIGHTS.state + above,
      draw: (top: number) => (
        <StateLane lane={lane} scale={scale} end={end} top={top + above} words={words} narrow={narrow} />
      ),
    })),
    ...pod.probes.map((lane) => ({
      key: `${lane.container} ${lane.probe}`,
      probe: lane,
      height: HEIGHTS.probe + above,
      draw: (top: number) => (
        <ProbeLane
          lane={lane}
          scale={scale}
          top={top + above}
          words={words}
          narrow={narrow}
          many={pod.containers.length > 1}
        />
      ),
    })),
    {
      key: 'Ready',
      height: HEIGHTS.condition + above,
      draw: (top: number) => (
        <ConditionLane spans={pod.ready} scale={scale} top={top + above} words={words} narrow={narrow} />
      ),
    },
  ];
  const tops = lanes.map((_, i) => lanes.slice(0, i).reduce((sum, { height }) => sum + height, RULER));
  const height = (tops.at(-1) ?? RULER) + (lanes.at(-1)?.height ?? 0);
  return (
    <svg
      class="tl"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={storyOf(pod, until, words)}
      data-left={scale.left}
      data-right={scale.right}
      data-from={from}
      data-until={until}
    >
      <TimeRuler scale={scale} height={height} words={words} at={at} />
      {lanes.map(({ key, probe, draw }, i) => (
        <g key={key} data-top={tops[i]} data-container={probe?.container} data-probe={probe?.probe}>
          {i > 0 && <path class="lane-rule" d={`M${narrow ? 12 : 16} ${tops[i]}H${scale.right}`} />}
          {probe && lit?.container === probe.container && lit.probe === probe.probe && (
            <rect class="lane-lit" x="4" y={tops[i]} width={width - 8} height={lanes[i]?.height} rx="4" />
          )}
          {draw(tops[i] ?? RULER)}
        </g>
      ))}
      {at !== undefined && <Playhead scale={scale} height={height} at={at} end={until} words={words} />}
    </svg>
  );
}

interface TimeRulerProps {
  readonly scale: TimeScale;
  readonly height: number;
  readonly words: FigureWords;
  /** Where the playhead stands, if there is one. */
  readonly at: Seconds | undefined;
}

export function TimeRuler({ scale, height, words, at }: TimeRulerProps) {
  const all = ticks(scale);
  const path = (major: boolean, y1: number, y2: number): string =>
    all
      .filter((tick) => tick.major === major)
      .map(({ t }) => `M${xOf(scale, t)} ${y1}V${y2}`)
      .join('');
  const labels = all.filter(({ major }) => major);
  const flag = at === undefined ? undefined : flagOf(scale, at, words.seconds.replace('{t}', seconds(at)));
  const isHidden = (t: Seconds): boolean =>
    flag !== undefined && Math.abs(xOf(scale, t) - flag.middle) < flag.half + TICK;
  return (
    <>
      <path class="grid" d={path(true, 32, height) + path(false, 27, 32)} />
      <path class="grid-major" d={`${path(true, 22, 32)}M${scale.left} 32H${scale.right}`} />
      {labels.map(({ t }, i) => (
        <text
          class="t-tick"
          visibility={isHidden(t) ? 'hidden' : undefined}
          x={xOf(scale, t)}
          y="17"
          text-anchor={i === labels.length - 1 ? 'end' : i === 0 && scale.left < 20 ? 'start' : 'middle'}
        >
          {i === 0 || i === labels.length - 1 ? words.seconds.replace('{t}', String(t)) : t}
        </text>
      ))}
    </>
  );
}

interface PlayheadProps {
  readonly scale: TimeScale;
  readonly height: number;
  readonly at: Seconds;
  readonly end: Seconds;
  readonly words: FigureWords;
}

/** The blue line. What follows it is veiled, but at the start and at the end. */
function Playhead({ scale, height, at, end, words }: PlayheadProps) {
  const x = xOf(scale, at);
  const label = words.seconds.replace('{t}', seconds(at));
  const { middle: flag, half } = flagOf(scale, at, label);
  return (
    <g class="playhead-layer">
      {at > 0 && at < end && (
        <rect class="veil" x={x} y="33" width={Math.max(0, scale.right - x)} height={height - 33} />
      )}
      <path class="playhead" d={`M${x} 26V${height}`} />
      <rect class="playflag" x={flag - half} y="3" width={half * 2} height="22" rx="5" />
      <path class="playflag" d={`M${x - 5} 24.5h10l-5 5.5z`} />
      <text class="t-on-accent" x={flag} y="18" text-anchor="middle">
        {label}
      </text>
    </g>
  );
}
