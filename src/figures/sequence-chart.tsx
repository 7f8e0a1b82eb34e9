/** Steps between components and the API server, one below the other: each writes there, and what is written moves the next. */
import type { SequenceWords } from '../i18n/sequence.ts';
import { fill } from '../i18n/fill.ts';
import type { SequenceStep } from './sequence-picture.ts';
import { textWidth } from './time-scale.ts';

export interface Lane {
  /** As the history has it: "kubelet/node-a". */
  readonly actor: string;
  /** Two short lines above the lane. */
  readonly title: readonly [string, string];
}

export interface SequenceChartProps {
  readonly steps: readonly SequenceStep[];
  /** The API server's lane has the actor "api-server". */
  readonly lanes: readonly Lane[];
  readonly words: SequenceWords;
}

const WIDTH = 838;
const TIMES = 88;
const HEAD = 48;
const ROW = 38;

export function SequenceChart({ steps, lanes, words }: SequenceChartProps) {
  const gap = (WIDTH - TIMES - 24) / lanes.length;
  const middle = (actor: string): number =>
    Math.round(
      TIMES +
        gap *
          (0.5 +
            Math.max(
              0,
              lanes.findIndex((lane) => lane.actor === actor),
            )),
    );
  const store = middle('api-server');
  const height = HEAD + steps.length * ROW + 8;
  return (
    <svg class="tl sequence" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={words.story}>
      {lanes.map(({ actor, title }) => (
        <g key={actor}>
          <text class="t-name" x={middle(actor)} y="18" text-anchor="middle">
            {title[0]}
          </text>
          <text class="t-sub" x={middle(actor)} y="34" text-anchor="middle">
            {title[1]}
          </text>
          <path class="grid-major" d={`M${middle(actor)} ${HEAD - 6}V${height}`} />
        </g>
      ))}
      {steps.map((step, i) => (
        <Step
          key={i}
          step={step}
          y={HEAD + i * ROW + 24}
          xs={step.actors.map(middle)}
          store={step.act === 'choose' || step.act === 'start' ? undefined : store}
          words={words}
        />
      ))}
    </svg>
  );
}

interface StepProps {
  readonly step: SequenceStep;
  readonly y: number;
  /** Where its actors stand. */
  readonly xs: readonly number[];
  /** Where it writes to; a component may also act for itself. */
  readonly store: number | undefined;
  readonly words: SequenceWords;
}

function Step({ step, y, xs, store, words }: StepProps) {
  const label = labelOf(step, words);
  const ends = [...xs, ...(store === undefined ? [] : [store])];
  const [left, right] = [Math.min(...ends), Math.max(...ends)];
  const wide = textWidth(label, 12);
  const from = Math.max(TIMES + 4, Math.min((left + right - wide) / 2, WIDTH - 12 - wide));
  return (
    <>
      <text class="t-tick" x={TIMES - 12} y={y + 4} text-anchor="end">
        {timeOf(step)}
      </text>
      {store !== undefined && (
        <>
          <path class="sequence-line" d={`M${left} ${y}H${right}`} />
          <path class="sequence-head" d={left === store ? `M${store} ${y}l8 -4.5v9z` : `M${store} ${y}l-8 -4.5v9z`} />
        </>
      )}
      {xs.map((x) => (
        <circle class="sequence-actor" cx={x} cy={y} r="4.5" />
      ))}
      <rect class="sequence-paper" x={from - 4} y={y - 19} width={wide + 8} height="14" />
      <text x={from} y={y - 8}>
        {label}
      </text>
    </>
  );
}

export const labelOf = ({ act, kind, count, detail }: SequenceStep, words: SequenceWords): string =>
  fill(count === 1 ? words[act] : words[`${act}_many`], { kind, count, detail });

/** @example { from: 19, to: 21 } → "19–21 ms" */
export const timeOf = ({ from, to }: SequenceStep): string => (from === to ? `${from} ms` : `${from}–${to} ms`);
