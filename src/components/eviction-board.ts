/** Sets what a Pod of the eviction board uses, and shows in which order the five go. The answers stand in the page. */
export function turnUse(): void {
  for (const board of document.querySelectorAll<HTMLElement>('[data-eviction-board]')) {
    const orders = JSON.parse(board.dataset['evictionBoard'] ?? '{}') as Record<string, readonly string[]>;
    board.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLElement>('[data-place]');
      if (!button) return;
      for (const other of button.parentElement?.children ?? [])
        other.setAttribute('aria-pressed', String(other === button));
      show(board, orders);
    });
  }
}

function show(board: HTMLElement, orders: Readonly<Record<string, readonly string[]>>): void {
  const rows = [...board.querySelectorAll<HTMLElement>('[data-pod]')];
  const order = orders[rows.map((row) => pressed(row)?.dataset['place'] ?? '').join('')] ?? [];
  for (const row of rows) {
    const turn = row.querySelector('[data-turn]');
    const difference = row.querySelector('[data-difference]');
    if (turn) turn.textContent = String(order.indexOf(row.dataset['pod'] ?? '') + 1);
    if (difference) difference.textContent = pressed(row)?.dataset['says'] ?? '';
  }
  const sum = board.querySelector('[data-sum]');
  if (sum) sum.textContent = order.join(', ');
}

const pressed = (row: Element): HTMLElement | null => row.querySelector<HTMLElement>('[aria-pressed=true]');
