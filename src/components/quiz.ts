/** Marks the chosen option and the right one, and opens the explanation. */
export function askQuizzes(root: ParentNode = document): void {
  for (const quiz of root.querySelectorAll<HTMLFormElement>('[data-quiz]')) askQuiz(quiz);
}

function askQuiz(quiz: HTMLFormElement): void {
  const check = quiz.querySelector<HTMLButtonElement>('[data-check]');
  const again = quiz.querySelector<HTMLButtonElement>('[data-again]');
  const explain = quiz.querySelector<HTMLDetailsElement>('.explain');
  const options = [...quiz.querySelectorAll<HTMLElement>('.opt')];
  if (!check || !again || !explain) return;
  const result = quiz.querySelector('[data-result]');
  /** To those who do not see the marks. */
  const tell = (told: readonly string[]): void => {
    if (result) result.textContent = told.join('. ');
  };
  const right = Number(quiz.dataset['right']);
  const mark = (): void => {
    const chosen = options.findIndex((option) => option.querySelector('input')?.checked);
    if (chosen < 0) return;
    for (const [i, option] of options.entries()) {
      option.dataset['mark'] = i === right ? 'right' : i === chosen ? 'wrong' : '';
      const said = option.querySelector('em');
      if (said)
        said.textContent =
          i === right ? (quiz.dataset['correct'] ?? '') : i === chosen ? (quiz.dataset['yours'] ?? '') : '';
    }
    explain.open = true;
    const told = [...new Set([chosen, right])].map((place) =>
      [...(options[place]?.children ?? [])].map(textOf).join(' '),
    );
    tell([...told, textOf(explain.querySelector('p'))]);
    check.hidden = true;
    again.hidden = false;
    again.focus();
  };
  check.addEventListener('click', mark);
  quiz.addEventListener('submit', (event) => {
    event.preventDefault();
    mark();
  });
  again.addEventListener('click', () => {
    quiz.reset();
    for (const option of options) {
      delete option.dataset['mark'];
      const said = option.querySelector('em');
      if (said) said.textContent = '';
    }
    explain.open = false;
    tell([]);
    check.hidden = false;
    again.hidden = true;
    options[0]?.querySelector('input')?.focus();
  });
}

const textOf = (element: Element | null): string => element?.textContent?.trim().replaceAll(/\s+/g, ' ') ?? '';
