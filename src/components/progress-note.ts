import {
  changeProgress,
  exportProgress,
  mergeProgress,
  parseProgress,
  readProgress,
  type Shelf,
} from '../course/progress.ts';
import { fill } from '../i18n/fill.ts';

export function offerProgress(shelf: Shelf): void {
  const note = document.querySelector<HTMLElement>('[data-steps]');
  const said = note?.querySelector('[data-progress]');
  const file = note?.querySelector<HTMLInputElement>('[data-file]');
  if (!note || !said || !file) return;
  const steps = (note.dataset['steps'] ?? '').split(' ').filter(Boolean);
  const count = (): string => {
    const { done } = readProgress(shelf);
    return fill(note.dataset['text'] ?? '', { a: steps.filter((step) => step in done).length, b: steps.length });
  };
  said.textContent = count();
  note.querySelector('[data-export]')?.addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = `data:application/json,${encodeURIComponent(exportProgress(readProgress(shelf)))}`;
    link.download = 'inside-the-pod.json';
    link.click();
  });
  note.querySelector('[data-import]')?.addEventListener('click', () => file.click());
  file.addEventListener('change', async () => {
    const brought = parseProgress((await file.files?.[0]?.text()) ?? '');
    const kept = brought && changeProgress(shelf, (here) => mergeProgress(here, brought));
    said.textContent = `${(kept ? note.dataset['imported'] : note.dataset['failed']) ?? ''} ${count()}`;
    file.value = '';
  });
}
