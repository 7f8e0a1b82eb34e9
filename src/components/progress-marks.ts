/** Shows on a page what its reader has done, and notes a lesson as done when its end comes into view. */
import { changeProgress, readProgress, withDone, withLast, type Shelf } from '../course/progress.ts';
import { completedGlyph } from '../figures/completed-glyph.ts';
import { fill } from '../i18n/fill.ts';

export function markProgress(shelf: Shelf): void {
  show(shelf);
  const end = document.querySelector<HTMLElement>('[data-marks-done]');
  const step = end?.dataset['marksDone'];
  if (!end || !step) return;
  changeProgress(shelf, withLast(step));
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    changeProgress(shelf, withDone(step, new Date().toISOString()));
    show(shelf);
  }).observe(end);
}

function show(shelf: Shelf): void {
  const { done, last } = readProgress(shelf);
  for (const element of document.querySelectorAll<HTMLElement>('[data-step]')) {
    const key = element.dataset['step'] ?? '';
    element.toggleAttribute('data-done', key in done);
    element.toggleAttribute('data-now', key === last && !(key in done));
    const glyph = element.querySelector('.state-glyph');
    if (glyph && key in done && element.getAttribute('aria-current') !== 'page') glyph.innerHTML = completedGlyph;
  }
  for (const counter of document.querySelectorAll<HTMLElement>('[data-lesson-steps]')) {
    const lessons = (counter.dataset['lessonSteps'] ?? '').split(' ');
    counter.textContent = `${lessons.filter((step) => step in done).length}/${lessons.length}`;
  }
  for (const counter of document.querySelectorAll<HTMLElement>('[data-count]')) {
    const steps = [...(counter.closest('[data-module]')?.querySelectorAll('[data-step]') ?? [])];
    const a = steps.filter((each) => each.hasAttribute('data-done')).length;
    if (a > 0) counter.textContent = fill(counter.dataset['count'] ?? '', { a, b: steps.length });
  }
}
