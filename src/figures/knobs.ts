/** Steppers bound to numbers of a manifest. What runs it again is loaded when the first one is pressed. */
export function turnKnobs(): void {
  for (const box of document.querySelectorAll<HTMLElement>('[data-playground]')) {
    box.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLElement>('[data-by]');
      const knob = button?.closest<HTMLElement>('[data-knob]');
      const output = knob?.querySelector('output');
      if (!button || !knob || !output) return;
      const next = Math.min(
        Number(knob.dataset['max']),
        Math.max(Number(knob.dataset['min']), Number(output.value) + Number(button.dataset['by'])),
      );
      if (next === Number(output.value)) return;
      output.value = String(next);
      void import('./playground.ts').then(({ runPlayground }) => runPlayground(box));
    });
  }
}
