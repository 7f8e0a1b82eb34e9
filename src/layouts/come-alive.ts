/** What scripts bring to life in the course's pages: what every page has at once, the rest where a page has it and when it is wanted. */
import { offerToContinue } from '../components/continue-link.ts';
import { openTerms } from '../components/open-terms.ts';
import { linkManifests } from '../components/link-manifests.ts';
import { markProgress } from '../components/progress-marks.ts';
import { followReading } from '../components/reading-position.ts';

/** By what is on the page; each part then finds its own elements. */
const PARTS: Readonly<Record<string, () => Promise<() => void>>> = {
  '[data-timeline]': async () => (await import('../figures/scrub.ts')).scrubTimelines,
  '[data-playground]': async () => (await import('../figures/knobs.ts')).turnKnobs,
  '[data-choices]': async () => (await import('../figures/choices.ts')).offerChoices,
  '[data-label-board]': async () => (await import('../components/label-board.ts')).turnLabels,
  '[data-verdict]': async () => (await import('../components/verdict-moments.ts')).showMoments,
  '[data-packing]': async () => (await import('../figures/packing-game.ts')).offerPacking,
  '[data-eviction-board]': async () => (await import('../components/eviction-board.ts')).turnUse,
  '[data-quiz]': async () => (await import('../components/quiz.ts')).askQuizzes,
  '[data-steps]': async () => {
    const { offerProgress } = await import('../components/progress-note.ts');
    return () => withStorage(offerProgress);
  },
};

/** What a reader does first, whatever it is: by then the rest of the page is wanted. */
const FIRST_SIGNS = ['scroll', 'pointermove', 'pointerdown', 'keydown', 'focusin', 'beforeprint'] as const;

/** What is in view comes alive at once, the rest when the reader stirs. `data-alive` says that all of it has. */
export function comeAlive(): void {
  followReading();
  openTerms();
  linkManifests();
  withStorage(markProgress);
  withStorage(offerToContinue);
  const here = Object.entries(PARTS).filter(([selector]) => document.querySelector(selector));
  const seen = here.filter(([selector]) => isInView(document.querySelector(selector)!));
  const rest = here.filter((part) => !seen.includes(part));
  const wanted = rest.length > 0 ? firstSign().then(() => begin(rest)) : undefined;
  void Promise.all([begin(seen), wanted]).then(() => (document.documentElement.dataset['alive'] = 'on'));
}

const isInView = (element: Element): boolean => element.getBoundingClientRect().top < innerHeight;

const begin = (parts: readonly (readonly [string, () => Promise<() => void>])[]): Promise<unknown> =>
  Promise.all(parts.map(async ([, part]) => (await part())()));

const firstSign = (): Promise<unknown> =>
  new Promise((resolve) =>
    FIRST_SIGNS.forEach((sign) => addEventListener(sign, resolve, { once: true, passive: true })),
  );

/** A browser may refuse even to name its storage; then nothing is marked. */
function withStorage(use: (shelf: Storage) => void): void {
  let shelf: Storage;
  try {
    shelf = localStorage;
  } catch {
    return;
  }
  use(shelf);
}
