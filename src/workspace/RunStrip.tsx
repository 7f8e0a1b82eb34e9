import { storyOf } from '../figures/moments.ts';
import type { ContainerLook, PodPicture } from '../figures/picture.ts';
import { figures } from '../i18n/figures.ts';
import type { Language } from '../i18n/languages.ts';

const WIDTH = 300;
const HEIGHT = 22;
/** An exit is a moment: it is drawn this wide. */
const MARK = 3;
const LOOK: Record<ContainerLook, string> = {
  waiting: 's-wait',
  running: 's-warm',
  ready: 's-run',
  stopping: 's-term',
  failed: 's-dead',
  completed: 's-done',
  'back-off': 's-back',
};

interface Props {
  readonly language: Language;
  readonly pod: PodPicture;
  readonly until: number;
  /** Drawn from left to right, once. */
  readonly isNew?: boolean;
}

/** One line of a Pod's life: the states of its first container. */
export function RunStrip({ language, pod, until, isNew = false }: Props) {
  const x = (t: number): number => Math.round((t / until) * WIDTH * 10) / 10;
  const spans = pod.containers.find(({ role }) => role === 'app')?.spans ?? [];
  const exits = spans.filter(({ exitCode }) => exitCode !== undefined);
  return (
    <svg
      class={isNew ? 'tl strip-new' : 'tl'}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={storyOf(pod, until, figures[language])}
    >
      {[...spans.filter((span) => !exits.includes(span)), ...exits].map((span, i) => {
        const width = Math.max(span.exitCode !== undefined ? MARK : 0, x(span.to) - x(span.from));
        if (width < 0.5) return null;
        const box = { x: x(span.from) + 0.5, width: Math.max(0.5, width - 1) };
        return (
          <g key={i}>
            <rect class={LOOK[span.look]} {...box} y={0.5} height={HEIGHT - 1} rx={2} />
            {span.look === 'running' && <rect class="s-run" {...box} y={HEIGHT - 5.5} height={5} />}
          </g>
        );
      })}
    </svg>
  );
}
