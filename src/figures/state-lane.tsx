import type { FigureWords } from '../i18n/figures.ts';
import { fill } from '../i18n/fill.ts';
import type { Seconds } from '../simulator/index.ts';
import type { ContainerLane, ContainerLook, Span } from './picture.ts';
import { round, textWidth, xOf, type TimeScale } from './time-scale.ts';

export interface StateLaneProps {
  readonly lane: ContainerLane;
  readonly scale: TimeScale;
  /** Where the run ends: what still holds there is not over. */
  readonly end: Seconds;
  readonly top: number;
  readonly words: FigureWords;
  readonly narrow: boolean;
  /** What the lane is; the container's role unless said. */
  readonly sub?: string;
}

interface Bar {
  readonly span: Span<ContainerLook>;
  readonly x: number;
  readonly width: number;
  readonly label: string;
  /** False where the figure begins after it did. */
  readonly starts: boolean;
}

/** An exit is a moment: it is drawn this wide, and what follows begins after it. */
const MARK = 4.5;

export function StateLane({ lane, scale, end, top, words, narrow, sub = words[`role_${lane.role}`] }: StateLaneProps) {
  const y = top + 20;
  const bars = barsOf(lane, scale, end, words);
  return (
    <>
      <LaneName name={lane.container} sub={sub} top={top + 32} narrow={narrow} />
      {bars.map((bar) => (
        <StateBar bar={bar} y={y} />
      ))}
      {marksAbove(bars, scale).map(({ x, text, anchor }) => (
        <>
          <path class="m-fail m-thin" d={`M${x} ${top + 7}V${top + 47}`} />
          <text class="t-fail" x={anchor === 'end' ? x - 5 : x + 5} y={top + 14} text-anchor={anchor}>
            {text}
          </text>
        </>
      ))}
    </>
  );
}

/** A lane's name and what it is: beside the lane, or above it in one line. */
export function LaneName({
  name,
  sub,
  top,
  narrow,
}: {
  readonly name: string;
  readonly sub: string;
  readonly top: number;
  readonly narrow: boolean;
}) {
  if (narrow)
    return (
      <text class="t-name" x="12" y={top - 32}>
        {name}
        <tspan class="t-sub" dx="6">
          {sub}
        </tspan>
      </text>
    );
  return (
    <>
      <text class="t-name" x="16" y={top}>
        {name}
      </text>
      <text class="t-sub" x="16" y={top + 14}>
        {sub}
      </text>
    </>
  );
}

function barsOf({ spans }: ContainerLane, scale: TimeScale, end: Seconds, words: FigureWords): Bar[] {
  let starts = 0;
  let before: Span<ContainerLook> | undefined;
  const bars: Bar[] = [];
  for (const span of spans) {
    const runs = span.look === 'running' || span.look === 'ready';
    if (runs && before?.look !== 'running' && before?.look !== 'ready') starts++;
    const afterMark = before?.exitCode !== undefined && before.to === before.from;
    before = span;
    if (span.to < scale.from || span.from > scale.until) continue;
    const isMark = span.exitCode !== undefined && span.to === span.from;
    const x = xOf(scale, span.from) + (afterMark ? MARK + 0.5 : 0);
    const width = isMark ? MARK : Math.max(span.look === 'stopping' ? 1.2 : 0, round(xOf(scale, span.to) - x));
    if (width < 0.8) continue;
    bars.push({
      span,
      x: round(x),
      width,
      label: fits(labelsOf(span, starts, end, words), width),
      starts: span.from >= scale.from,
    });
  }
  return bars;
}

/** From the fullest label to the shortest. */
function labelsOf(
  { look, from, to, reason, exitCode }: Span<ContainerLook>,
  starts: number,
  end: Seconds,
  words: FigureWords,
): readonly string[] {
  const n = starts - 1;
  switch (look) {
    case 'ready':
      return n > 0 ? [fill(words.labelRestart, { n })] : [words.labelReady, words.labelRunning];
    case 'running':
      return n > 0 ? [fill(words.labelRestart, { n })] : [words.labelRunning];
    case 'back-off':
      if (to >= end) return [words['back-off']];
      return [
        fill(words.labelBackOff, { n: Math.round(to - from) }),
        fill(words.labelShortBackOff, { n: Math.round(to - from) }),
      ];
    case 'waiting':
      return [reason ?? ''];
    case 'failed':
    case 'completed':
      return [fill(words.labelExit, { code: exitCode ?? 0 })];
    case 'stopping':
      return [];
  }
}

const fits = (labels: readonly string[], width: number): string =>
  labels.find((label) => textWidth(label) + 14 <= width) ?? '';

function StateBar({ bar: { span, x, width, label, starts }, y }: { readonly bar: Bar; readonly y: number }) {
  const box = {
    x: x + 0.6,
    y: y + 0.6,
    width: Math.max(0.6, round(width - 1.2)),
    height: 25.8,
    rx: Math.min(4, width / 2),
  };
  const text = (kind: string, dy = 18) =>
    label && (
      <text class={kind} x={round(x + 8)} y={y + dy}>
        {label}
      </text>
    );
  switch (span.look) {
    case 'ready':
      return (
        <>
          <rect class="s-run" {...box} />
          {text('t-on-run')}
        </>
      );
    case 'running':
      return (
        <>
          <rect class="s-warm" {...box} />
          <rect class="s-run" x={box.x} y={y + 20.4} width={box.width} height="6" rx={Math.min(3, width / 2)} />
          {text('t-run', 16)}
        </>
      );
    case 'waiting':
      return (
        <>
          <rect class="s-wait" {...box} />
          {text('t-wait')}
        </>
      );
    case 'back-off':
      return (
        <>
          <rect class="s-back" {...box} />
          {label && <rect class="s-plate" x={x + 5} y={y + 5} width={round(textWidth(label) + 6)} height="17" rx="3" />}
          {text('t-wait')}
        </>
      );
    case 'stopping':
      return <rect class="s-term" {...box} />;
    case 'failed':
      return width === MARK ? (
        <rect class="s-dead" x={x} y={y} width={MARK} height="27" rx="2" />
      ) : (
        <>
          <rect class="s-dead" x={x} y={y} width={MARK} height="27" rx="2" />
          <rect class="s-done" {...box} x={x + MARK + 1} width={Math.max(0.6, round(width - MARK - 2))} />
          {text('t-fail')}
        </>
      );
    case 'completed':
      return width === MARK ? (
        <rect class="s-donefill" x={x} y={y} width={MARK} height="27" rx="2" />
      ) : (
        <>
          <rect class="s-done" {...box} />
          {starts && <rect class="s-donefill" x={box.x} y={box.y} width="6" height={box.height} rx="2" />}
          {label && (
            <text class="t-done" x={round(x + 12)} y={y + 18}>
              {label}
            </text>
          )}
        </>
      );
  }
}

interface Above {
  readonly x: number;
  readonly text: string;
  readonly anchor: 'start' | 'end';
}

/** From here on a SIGTERM and the exit after it have a mark each. */
const APART = 60;

/** SIGTERM and exits, written above the lane where there is room for them: an exit's code where it is not 0. */
function marksAbove(bars: readonly Bar[], scale: TimeScale): Above[] {
  const marks: Above[] = [];
  let free = scale.left;
  for (const [i, bar] of bars.entries()) {
    const text = textAbove(bar, bars[i - 1], bars[i + 1]);
    if (!text) continue;
    const wide = textWidth(text) + 8;
    if (bar.x >= free && bar.x + wide <= scale.right) {
      marks.push({ x: bar.x, text, anchor: 'start' });
      free = bar.x + wide;
    } else if (bar.x - wide >= free) {
      marks.push({ x: bar.x, text, anchor: 'end' });
      free = bar.x;
    }
  }
  return marks;
}

function textAbove({ span, x }: Bar, before: Bar | undefined, after: Bar | undefined): string {
  if (span.look === 'stopping')
    return after?.span.exitCode && after.x - x < APART ? `SIGTERM, ${after.span.exitCode}` : 'SIGTERM';
  if (!span.exitCode || span.to > span.from) return '';
  if (before?.span.look !== 'stopping') return `exit ${span.exitCode}`;
  if (x - before.x < APART) return '';
  return span.exitCode === 137 ? 'SIGKILL, 137' : `exit ${span.exitCode}`;
}
