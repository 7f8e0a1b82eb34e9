/** The settings page: each choice is kept in this browser and holds at once. */
import { changeProgress, nothingDone, type Shelf } from '../course/progress.ts';

/** Storage key → how a choice shows on the page at once; first-paint.ts shows it on the next. */
const SHOWN: Readonly<Record<string, (value: string) => void>> = {
  theme: (value) => choose('theme', value),
  motion: (value) => choose('motion', value),
};

function choose(name: string, value: string): void {
  if (value === '') delete document.documentElement.dataset[name];
  else document.documentElement.dataset[name] = value;
}

export function offerSettings(shelf: Shelf & Pick<Storage, 'removeItem'>): void {
  for (const group of document.querySelectorAll<HTMLFieldSetElement>('fieldset[data-setting]')) {
    const key = group.dataset['setting'] ?? '';
    const kept = shelf.getItem(key) ?? '';
    for (const radio of group.querySelectorAll('input')) {
      radio.checked = radio.value === kept;
      radio.addEventListener('change', () => {
        if (radio.value === '') shelf.removeItem(key);
        else shelf.setItem(key, radio.value);
        SHOWN[key]?.(radio.value);
      });
    }
    if (!group.querySelector('input:checked')) group.querySelector('input')!.checked = true;
  }
  offerErasing(shelf);
}

/** Erasing asks once more, on the same button. */
function offerErasing(shelf: Shelf): void {
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
    said.textContent =
      (changeProgress(shelf, () => nothingDone) ? button.dataset['done'] : button.dataset['failed']) ?? '';
  });
  button.addEventListener('blur', () => (button.textContent = first));
}
