import {
  changeProgress,
  exportProgress,
  isOfAnotherVersion,
  mergeProgress,
  parseProgress,
  readProgress,
  unreadProgress,
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
    download('inside-the-pod.json', exportProgress(readProgress(shelf)));
  });
  note.querySelector('[data-import]')?.addEventListener('click', () => file.click());
  file.addEventListener('change', async () => {
    said.textContent = `${note.dataset[bring(shelf, (await file.files?.[0]?.text()) ?? '')] ?? ''} ${count()}`;
    file.value = '';
  });
  offerUnread(shelf);
}

/** Joins what a file holds with what is here. @returns what came of it, as the note's texts are named */
function bring(shelf: Shelf, text: string): 'imported' | 'refused' | 'otherVersion' | 'failed' {
  const brought = parseProgress(text);
  if (!brought) return isOfAnotherVersion(text) ? 'otherVersion' : 'failed';
  return changeProgress(shelf, (here) => mergeProgress(here, brought)) ? 'imported' : 'refused';
}

/** What was put aside because this version cannot read it can be taken away. */
function offerUnread(shelf: Shelf): void {
  const unread = unreadProgress(shelf);
  const note = document.querySelector<HTMLElement>('[data-unread]');
  if (unread === undefined || !note) return;
  note.hidden = false;
  note.querySelector('button')?.addEventListener('click', () => download('inside-the-pod-unread.json', unread));
}

function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = `data:application/json,${encodeURIComponent(text)}`;
  link.download = name;
  link.click();
}
