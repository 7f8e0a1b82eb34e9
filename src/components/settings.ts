/** The settings page: each choice is kept in this browser and holds at once. */
import { changeProgress, nothingDone, UNREAD_KEY, type Shelf } from '../course/progress.ts';

/** Storage key → how a choice shows on the page at once; first-paint.ts shows it on the next. */
const SHOWN: Readonly<Record<string, (value: string) => void>> = {
  theme: (value) => choose('theme', value),
  motion: (value) => choose('motion', value),
};

function choose(name: string, value: string): void {
  if (value === '') delete document.documentElement.dataset[name];
  else document.documentElement.dataset[name] = value;
}

type Kept = Shelf & Pick<Storage, 'removeItem'>;

export function offerSettings(shelf: Kept): void {
  for (const group of document.querySelectorAll<HTMLFieldSetElement>('fieldset[data-setting]')) {
    const key = group.dataset['setting'] ?? '';
    const kept = shelf.getItem(key) ?? '';
    for (const radio of group.querySelectorAll('input')) {
      radio.checked = radio.value === kept;
      radio.addEventListener('change', () => {
        SHOWN[key]?.(radio.value);
        try {
          if (radio.value === '') shelf.removeItem(key);
          else shelf.setItem(key, radio.value);
        } catch {
          // storage is full: the choice then lasts as long as the page
        }
      });
    }
    if (!group.querySelector('input:checked')) group.querySelector('input')!.checked = true;
  }
  offerErasing(shelf);
}

/** Erasing asks once more, on the same button. */
function offerErasing(shelf: Kept): void {
  const button = document.querySelector<HTMLButtonElement>('[data-erase]');
  const said = document.querySelector('[data-erased]');
  if (!button || !said) return;
  const first = button.textContent;
  button.addEventListener('click', () => {
    if (button.textContent === first) {
      button.textContent = button.dataset['sure'] ?? '';
      return;
    }
    button.textContent = first;
    const isErased = changeProgress(shelf, () => nothingDone);
    if (isErased) shelf.removeItem(UNREAD_KEY);
    said.textContent = (isErased ? button.dataset['done'] : button.dataset['failed']) ?? '';
  });
  button.addEventListener('blur', () => (button.textContent = first));
}
