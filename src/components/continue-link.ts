/** The home page's first button: once something was read, it leads to the lesson that was left, or to the next one that is not done. */
import { readProgress, type Progress, type Shelf } from '../course/progress.ts';
import { fill } from '../i18n/fill.ts';

export type Lesson = readonly [step: string, href: string, title: string];

/** @returns undefined where the reader has not begun, or is done with everything */
export function whereToContinue({ done, last }: Progress, lessons: readonly Lesson[]): Lesson | undefined {
  const begun = last !== undefined || lessons.some(([step]) => step in done);
  if (!begun) return undefined;
  return lessons.find(([step]) => step === last && !(step in done)) ?? lessons.find(([step]) => !(step in done));
}

export function offerToContinue(shelf: Shelf): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-continue]');
  if (!link) return;
  const lesson = whereToContinue(readProgress(shelf), JSON.parse(link.dataset['lessons'] ?? '[]') as Lesson[]);
  if (!lesson) return;
  link.href = lesson[1];
  link.textContent = fill(link.dataset['continue'] ?? '', { lesson: lesson[2] });
}
