/** Brings a page's static timeline to life: a playhead to drag and play, and a sentence about now. No framework. */
import type { ProbeKind } from '../simulator/index.ts';
import { lessMotion } from '../layouts/motion.ts';
import { keptSpeed } from './kept-speed.ts';
import { flagOf, round, seconds, SHOWN, TICK, timeAt, xOf, type TimeScale } from './time-scale.ts';
import { inOneSentence, toldAt } from './told.ts';

export function scrubTimelines(root: ParentNode = document): void {
  for (const figure of root.querySelectorAll<HTMLElement>('[data-timeline]')) scrubTimeline(figure);
}

function scrubTimeline(figure: HTMLElement): void {
  const slider = figure.querySelector<HTMLElement>('[role=slider]');
  const play = figure.querySelector<HTMLElement>('[data-play]');
  if (!slider || !play) return;
  const pattern = figure.dataset['seconds'] ?? '{t}';
  /** Read anew each time: a playground draws its figure again. */
  const end = (): number => Number(figure.dataset['until']);
  const narration = figure.querySelector<HTMLElement>('[data-narration]');
  const charts = (): SVGSVGElement[] => [...figure.querySelectorAll<SVGSVGElement>('svg.tl[data-left]')];
  /** The rows of the figure's table: time, who, what. */
  const moments = () =>
    [...figure.querySelectorAll<HTMLElement>('tr[data-at]')].map(({ dataset, children }) => ({
      at: Number(dataset['at']),
      who: children[1]?.textContent?.trim() ?? '',
      what: children[2]?.textContent?.trim() ?? '',
      probe: dataset['probe'] as ProbeKind | undefined,
    }));
  let now = 0;
  let speed = keptSpeed();
  let frame = 0;

  /** A step is told. Not every tick of a run is, nor again what the slider tells of itself while it has the focus. */
  const hush = (): void =>
    void narration?.setAttribute('aria-live', frame || document.activeElement === slider ? 'off' : 'polite');
  const stop = (): void => {
    const wasPlaying = frame !== 0;
    cancelAnimationFrame(frame);
    frame = 0;
    hush();
    if (wasPlaying) narration?.replaceChildren(narration.textContent); // where it came to is told
    play.setAttribute('aria-label', play.dataset['play'] ?? '');
    play.toggleAttribute('data-playing', false);
  };
  const go = (t: number): void => {
    const until = end();
    now = Math.min(until, Math.max(0, t));
    for (const svg of charts()) drawPlayhead(svg, now, until, pattern.replace('{t}', seconds(now)));
    const told = toldAt(moments(), now);
    const text = told[0] ? `${told[0].who} ${inOneSentence(told)}` : '';
    for (const clock of figure.querySelectorAll('[data-clock]')) clock.textContent = seconds(now);
    slider.setAttribute('aria-valuenow', String(round(now)));
    slider.setAttribute('aria-valuetext', `${pattern.replace('{t}', seconds(now))}${text && `, ${text}`}`);
    if (narration && narration.textContent !== text) narration.textContent = text;
  };
  const step = (way: 1 | -1): void => {
    stop();
    const next =
      way > 0 ? moments().find(({ at }) => at > now + SHOWN)?.at : moments().findLast(({ at }) => at < now - SHOWN)?.at;
    go(next ?? (way > 0 ? end() : 0));
  };
  const run = (): void => {
    if (frame) return stop();
    if (lessMotion()) return step(1);
    if (now >= end()) go(0);
    play.setAttribute('aria-label', play.dataset['pause'] ?? '');
    play.toggleAttribute('data-playing', true);
    let last = performance.now();
    const tick = (time: number): void => {
      go(now + ((time - last) / 1000) * speed);
      last = time;
      if (now < end()) frame = requestAnimationFrame(tick);
      else stop();
    };
    frame = requestAnimationFrame(tick);
    hush();
  };

  play.addEventListener('click', run);
  figure.querySelector('[data-previous]')?.addEventListener('click', () => step(-1));
  figure.querySelector('[data-next]')?.addEventListener('click', () => step(1));
  for (const button of figure.querySelectorAll<HTMLElement>('[data-speed]')) {
    button.addEventListener('click', () => {
      speed = Number(button.dataset['speed']);
      for (const other of figure.querySelectorAll('[data-speed]'))
        other.setAttribute('aria-pressed', String(other === button));
    });
  }
  figure.querySelector<HTMLElement>(`[data-speed="${keptSpeed()}"]`)?.click();
  slider.addEventListener('focus', hush);
  slider.addEventListener('blur', hush);
  slider.addEventListener('keydown', (event) => {
    const keys: Record<string, () => void> = {
      ' ': run,
      ArrowRight: () => (event.shiftKey ? step(1) : go(now + 1)),
      ArrowLeft: () => (event.shiftKey ? step(-1) : go(now - 1)),
      Home: () => go(0),
      End: () => go(end()),
    };
    const act = keys[event.key];
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    if (event.key !== ' ') stop();
    act();
  });
  const follow = (event: PointerEvent): void => {
    const svg = charts().find(({ clientWidth }) => clientWidth > 0);
    if (!svg) return;
    const box = svg.getBoundingClientRect();
    go(timeAt(scaleOf(svg), ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width));
  };
  slider.addEventListener('pointerdown', (event) => {
    stop();
    slider.setPointerCapture(event.pointerId);
    follow(event);
  });
  slider.addEventListener('pointermove', (event) => {
    if (slider.hasPointerCapture(event.pointerId)) follow(event);
  });
  figure.addEventListener('redrawn', () => {
    stop();
    go(Number(figure.dataset['at'] ?? 0));
  });
  go(Number(figure.dataset['at'] ?? 0));
}

const scaleOf = ({ dataset }: SVGSVGElement): TimeScale => ({
  left: Number(dataset['left']),
  right: Number(dataset['right']),
  from: Number(dataset['from']),
  until: Number(dataset['until']),
});

/** As Playhead in pod-timeline.tsx, which a page without a framework does not have. */
function drawPlayhead(svg: SVGSVGElement, now: number, end: number, label: string): void {
  const scale = scaleOf(svg);
  const height = svg.viewBox.baseVal.height;
  const x = xOf(scale, now);
  const { middle: flag, half } = flagOf(scale, now, label);
  for (const tick of svg.querySelectorAll('.t-tick'))
    tick.setAttribute(
      'visibility',
      Math.abs(Number(tick.getAttribute('x')) - flag) < half + TICK ? 'hidden' : 'visible',
    );
  const layer =
    svg.querySelector('.playhead-layer') ??
    svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'g'));
  layer.setAttribute('class', 'playhead-layer');
  const veil =
    now > 0 && now < end
      ? `<rect class="veil" x="${x}" y="33" width="${Math.max(0, scale.right - x)}" height="${height - 33}"/>`
      : '';
  layer.innerHTML = `${veil}<path class="playhead" d="M${x} 26V${height}"/><rect class="playflag" x="${flag - half}" y="3" width="${half * 2}" height="22" rx="5"/><path class="playflag" d="M${x - 5} 24.5h10l-5 5.5z"/><text class="t-on-accent" x="${flag}" y="18" text-anchor="middle">${label}</text>`;
}
