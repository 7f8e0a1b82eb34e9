import type { FigureWords } from '../i18n/figures.ts';
import type { Span } from './picture.ts';
import { LaneName } from './state-lane.tsx';
import { round, textWidth, xOf, type TimeScale } from './time-scale.ts';

export interface ConditionLaneProps {
  readonly spans: readonly Span<'True' | 'False'>[];
  readonly scale: TimeScale;
  readonly top: number;
  readonly words: FigureWords;
  readonly narrow: boolean;
  /** Which condition; Ready unless said. */
  readonly name?: string;
  readonly sub?: string;
}

export function ConditionLane({
  spans,
  scale,
  top,
  words,
  narrow,
  name = words.Ready,
  sub = words.condition,
}: ConditionLaneProps) {
  return (
    <>
      <LaneName name={name} sub={sub} top={top + 14 + (narrow ? 16 : 0)} narrow={narrow} />
      {spans
        .filter(({ from, to }) => to > scale.from && from < scale.until)
        .map(({ from, to, look }) => {
          const [x, end] = [xOf(scale, from), xOf(scale, to)];
          const word = textWidth(look, 11.5);
          const fits = end - x > word + 16;
          if (look === 'True')
            return (
              <>
                <rect class="c-true" x={x} y={top + 8} width={round(Math.max(1, end - x))} height="16" rx="3" />
                {fits && (
                  <text class="t-on-run t-word" x={x + 7} y={top + 20}>
                    {look}
                  </text>
                )}
              </>
            );
          const start = fits ? x + word + 12 : x + 2;
          return (
            <>
              {fits && (
                <text class="t-sub" x={x + 5} y={top + 20}>
                  {look}
                </text>
              )}
              {end - start > 4 && <path class="c-false" d={`M${round(start)} ${top + 16}H${round(end - 3)}`} />}
            </>
          );
        })}
    </>
  );
}
