import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly state: WorkspaceState;
  /** Now, in seconds since the cluster began, as its figures count. */
  readonly now: number;
}

/** Virtual seconds in a second of the learner's. */
const SPEEDS = [1, 5, 20, 60] as const;
/** Milliseconds between two looks at a cluster that plays. */
const LOOK = 500;

/** The live cluster's time: it stands still, steps, or plays at 1× to 60×. */
export function PlayControls({ language, state, now }: Props) {
  const t = workspace[language];
  const { terminal } = state;
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(SPEEDS[0]);
  const stopped = state.stopped.value !== undefined;
  const pace = useRef(speed);
  pace.current = speed;
  useEffect(() => setPlaying(false), [state.verdict.value]); // how it ended is looked at

  useEffect(() => {
    if (!playing || stopped) return undefined;
    let last = performance.now();
    // Time that a look took is played too; a page in the background stands still.
    const timer = setInterval(() => {
      const passed = Math.min(performance.now() - last, 4 * LOOK);
      last = performance.now();
      if (!terminal.busy.peek() && !document.hidden) void state.wait((passed / 1000) * pace.current);
    }, LOOK);
    return () => clearInterval(timer);
  }, [playing, stopped]);

  return (
    <span class="play" role="group" aria-label={t.time}>
      <span class="num">{fill(t.momentAt, { t: now.toFixed(1) })}</span>
      <button type="button" class="button" data-size="sm" aria-pressed={playing} onClick={() => setPlaying(!playing)}>
        {playing ? t.pauseTime : t.playTime}
      </button>
      <select
        aria-label={t.speed}
        value={String(speed)}
        onChange={(event) => setSpeed(Number(event.currentTarget.value))}
      >
        {SPEEDS.map((n) => (
          <option key={n} value={String(n)}>
            {n}×
          </option>
        ))}
      </select>
      {[1, 10, 60].map((seconds) => (
        <button
          key={seconds}
          type="button"
          class="button"
          data-kind="quiet"
          data-size="sm"
          aria-label={fill(t.wait, { n: seconds })}
          onClick={() => void state.wait(seconds)}
        >
          +{fill(t.momentAt, { t: String(seconds) })}
        </button>
      ))}
    </span>
  );
}
