/** Buttons of a figure that has a picture for every choice. What draws another is loaded with the first press. */
import { keyOf } from './lanes-picture.ts';

export function offerChoices(): void {
  for (const box of document.querySelectorAll<HTMLElement>('[data-choices]')) {
    box.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLElement>('[data-option]');
      const group = button?.parentElement;
      if (!button || !group || button.getAttribute('aria-pressed') === 'true') return;
      for (const other of group.querySelectorAll('[data-option]'))
        other.setAttribute('aria-pressed', String(other === button));
      const places = [...box.querySelectorAll('[data-option][aria-pressed=true]')].map((each) =>
        Number((each as HTMLElement).dataset['option']),
      );
      void import('./chosen.ts').then(({ drawChosen }) => drawChosen(box, keyOf(places)));
    });
  }
}
