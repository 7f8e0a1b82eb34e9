import { useEffect, useRef, useState } from 'preact/hooks';
import { keptSpeed } from '../figures/kept-speed.ts';
import { marksOf, momentsOf, seconds } from '../figures/moments.ts';
import type { Picture, PodPicture } from '../figures/picture.ts';
import { PodTimeline } from '../figures/pod-timeline.tsx';
import { SHOWN, timeAt } from '../figures/time-scale.ts';
import { inOneSentence, toldAt } from '../figures/told.ts';
import { fill } from '../i18n/fill.ts';
import { figures } from '../i18n/figures.ts';
import type { Language } from '../i18n/languages.ts';
import { workspace } from '../i18n/workspace.ts';
import { lessMotion } from '../layouts/motion.ts';
import type { ProbeKind } from '../simulator/index.ts';
import type { ProbeOfPod } from './probe-at.ts';

interface Props {
  readonly language: Language;
  readonly picture: Picture;
  readonly pod: PodPicture;
  readonly at: number;
  readonly onMove: (at: number) => void;
  /** What is said before anything was played. */
  readonly opening?: string | undefined;
  /** The probe whose lane is marked. */
  readonly lit?: ProbeOfPod | undefined;
  /** A probe's mark was pressed, or the button of a moment that is a probe's: shows where the probe is declared. */
  readonly onProbe?: (container: string, probe: ProbeKind, from: 'mark' | 'button') => void;
}

/** A pane a little narrower than a wide figure gets the wide one, made a little smaller. */
const drawn = (width: number): number => (width >= 520 && width < 600 ? 600 : Math.max(280, width));

/** Pixels from a probe's mark at which it is still the one that was pressed. */
const NEAR = 12;

/** Virtual seconds in a second of the learner's. */
const SPEEDS = [1, 5, 20, 60];

/** Seconds of a run that a narrow screen shows at once. */
const NARROW_WINDOW = 60;

/** One Pod's life with its playhead: dragged, stepped from event to event, or played. */
export function Timeline({ language, picture, pod, at, onMove, opening, lit, onProbe }: Props) {
  const words = figures[language];
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(keptSpeed);
  /** The slider has the focus: its own value says what the narration would say again. */
  const [held, setHeld] = useState(false);
  const { until } = picture;

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(drawn(Math.round(entry.contentRect.width))));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);

  const moments = momentsOf(pod, words);
  const told = toldAt(moments, at);
  const who = told[0]?.who;
  const probe = told.findLast((m) => m.probe)?.probe;
  const step = (way: 1 | -1): void => {
    setPlaying(false);
    onMove(
      (way > 0 ? moments.find((m) => m.at > at + SHOWN)?.at : moments.findLast((m) => m.at < at - SHOWN)?.at) ??
        (way > 0 ? until : 0),
    );
  };
  const go = (t: number): void => onMove(Math.min(until, Math.max(0, t)));

  const now = useRef(at);
  now.current = at;
  useEffect(() => {
    if (!playing) return undefined;
    let last = performance.now();
    let next = now.current; // what is drawn may be frames behind
    let frame = requestAnimationFrame(function tick(time) {
      next = Math.min(until, next + (Math.max(0, time - last) / 1000) * speed);
      last = time;
      onMove(next);
      if (next < until) frame = requestAnimationFrame(tick);
      else setPlaying(false);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, speed]);

  const narrow = width < 600;
  const from =
    narrow && until > NARROW_WINDOW ? Math.min(Math.max(0, at - NARROW_WINDOW / 2), until - NARROW_WINDOW) : 0;
  const end = narrow ? Math.min(until, from + NARROW_WINDOW) : until;

  function keyDown(event: KeyboardEvent): void {
    const keys: Readonly<Record<string, () => void>> = {
      ' ': play,
      ArrowRight: () => (event.shiftKey ? step(1) : go(at + 1)),
      ArrowLeft: () => (event.shiftKey ? step(-1) : go(at - 1)),
      Home: () => go(0),
      End: () => go(until),
    };
    const act = keys[event.key];
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    if (event.key !== ' ') setPlaying(false);
    act();
  }

  function play(): void {
    if (lessMotion()) return step(1);
    if (!playing && at >= until) onMove(0);
    setPlaying(!playing);
  }

  function follow(event: PointerEvent): void {
    const t = timeOf(event);
    if (t !== undefined) go(t);
  }

  function timeOf(event: PointerEvent): number | undefined {
    const svg = box.current?.querySelector('svg.tl');
    if (!svg) return undefined;
    const scale = {
      left: Number(svg.getAttribute('data-left')),
      right: Number(svg.getAttribute('data-right')),
      from,
      until: end,
    };
    const bounds = svg.getBoundingClientRect();
    return timeAt(scale, ((event.clientX - bounds.left) / bounds.width) * width);
  }

  function pressProbe(event: PointerEvent): void {
    const lanes = [...(box.current?.querySelectorAll<SVGGElement>('svg.tl g[data-top]') ?? [])];
    const svg = box.current?.querySelector('svg.tl')?.getBoundingClientRect();
    const pressed = timeOf(event);
    if (!svg || pressed === undefined) return;
    const y = ((event.clientY - svg.top) / svg.width) * width;
    const { container, probe } = lanes.findLast(({ dataset }) => Number(dataset['top']) <= y)?.dataset ?? {};
    const lane = pod.probes.find((l) => l.container === container && l.probe === probe);
    if (!lane) return;
    const mark = lane.runs.flatMap(marksOf).find((t) => Math.abs(t - pressed) <= (NEAR * (end - from)) / width);
    if (mark !== undefined) go(mark);
    onProbe?.(lane.container, lane.probe, 'mark');
  }

  return (
    <div class="pod-timeline">
      <div class="chart" ref={box}>
        <PodTimeline {...{ pod, from, width, words, at, lit }} until={end} />
        <div
          class="scrubber"
          role="slider"
          tabIndex={0}
          aria-label={words.time}
          aria-valuemin={0}
          aria-valuemax={until}
          aria-valuenow={Math.round(at * 10) / 10}
          aria-valuetext={`${fill(words.seconds, { t: seconds(at) })}${who ? `, ${who} ${inOneSentence(told)}` : ''}`}
          onKeyDown={keyDown}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setPlaying(false);
            follow(event);
          }}
          onPointerUp={pressProbe}
          onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && follow(event)}
        />
      </div>
      <div class="transport">
        <button type="button" class="icon-button" aria-label={words.previousEvent} onClick={() => step(-1)}>
          <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 3v10M12.5 3.5L6.5 8l6 4.5z" />
          </svg>
        </button>
        <button type="button" class="play" aria-label={playing ? words.pause : words.play} onClick={play}>
          <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d={playing ? 'M5 3v10M11 3v10' : 'M5 3l8 5-8 5z'} />
          </svg>
        </button>
        <button type="button" class="icon-button" aria-label={words.nextEvent} onClick={() => step(1)}>
          <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M12 3v10M3.5 3.5l6 4.5-6 4.5z" />
          </svg>
        </button>
        <span class="clock">
          {fill(words.seconds, { t: seconds(at) })}
          <span> / {fill(words.seconds, { t: Math.round(until) })}</span>
        </span>
        <p class="narration" aria-live={playing || held ? 'off' : 'polite'}>
          {opening && at === 0
            ? opening
            : who && (
                <>
                  <b>{who}</b> {inOneSentence(told)}
                </>
              )}
        </p>
        {onProbe && who && probe && (
          <button
            type="button"
            class="button"
            data-kind="quiet"
            data-size="sm"
            onClick={() => onProbe(who, probe, 'button')}
          >
            {fill(workspace[language].inYaml, { x: `${probe}Probe` })}
          </button>
        )}
        <select
          class="speed"
          aria-label={words.speed}
          value={String(speed)}
          onChange={(event) => setSpeed(Number(event.currentTarget.value))}
        >
          {SPEEDS.map((each) => (
            <option key={each} value={String(each)}>
              {each}×
            </option>
          ))}
        </select>
      </div>
      <details class="as-table">
        <summary class="button" data-kind="quiet" data-size="sm">
          {words.table}
        </summary>
        <div class="table-scroll" tabIndex={0} role="region" aria-label={words.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.tableTime}</th>
                <th scope="col">{words.tableWho}</th>
                <th scope="col">{words.tableWhat}</th>
              </tr>
            </thead>
            <tbody>
              {moments.map((m, i) => (
                <tr key={i} aria-current={told.includes(m) ? 'true' : undefined}>
                  <td class="num">{fill(words.seconds, { t: seconds(m.at) })}</td>
                  <td>{m.who}</td>
                  <td>{m.what}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
