/** The filters of the exercise list: what is chosen stands in the address, so that a choice can be sent and gone back to. */
import { readProgress, type Shelf } from '../course/progress.ts';

export function filterExercises(shelf: Shelf): void {
  const form = document.querySelector<HTMLFormElement>('form[data-filter]');
  const status = document.querySelector('[data-filter-status]');
  if (!form || !status) return;
  const rows = [...document.querySelectorAll<HTMLElement>('[data-exercise]')];
  const { done } = readProgress(shelf);
  const selects = [...form.querySelectorAll('select')];
  const reset = form.querySelector('button');
  const asked = new URLSearchParams(location.search);
  for (const select of selects) {
    const value = asked.get(select.name) ?? '';
    if ([...select.options].some((option) => option.value === value)) select.value = value;
  }
  const show = (): void => {
    const chosen = selects.filter(({ value }) => value !== '');
    for (const row of rows) {
      const { type, difficulty, exercise } = row.dataset;
      const state = `exercise/${exercise}` in done ? 'done' : 'open';
      const of: Readonly<Record<string, string | undefined>> = { type, difficulty, state };
      row.hidden = chosen.some(({ name, value }) => of[name] !== value);
    }
    for (const section of document.querySelectorAll<HTMLElement>('[data-exercises]'))
      section.hidden = section.querySelector('[data-exercise]:not([hidden])') === null;
    const n = rows.filter(({ hidden }) => !hidden).length;
    status.textContent = (form.dataset['shown'] ?? '').replace('{a}', String(n)).replace('{b}', String(rows.length));
    if (reset) reset.hidden = chosen.length === 0;
    const query = new URLSearchParams(chosen.map(({ name, value }) => [name, value])).toString();
    history.replaceState(null, '', query === '' ? location.pathname : `?${query}`);
  };
  form.addEventListener('change', show);
  form.addEventListener('reset', () => setTimeout(show));
  show();
}
