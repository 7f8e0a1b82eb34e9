/** The truth page's cases: the recorded answer beside the simulated one, fetched when a reader asks for it. */
import type { CaseIndex, ComparedCase } from '../course/recorded-case.ts';
import { fill } from '../i18n/fill.ts';
import { lineDiff } from '../workspace/line-diff.ts';

/** Names that are listed at once; a word in the filter finds the others. */
const MOST = 200;

export function showRecordedCases(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-cases]');
  const list = document.querySelector<HTMLElement>('[data-case-list]');
  const status = document.querySelector<HTMLElement>('[data-case-status]');
  const shown = document.querySelector<HTMLElement>('[data-case]');
  const area = form?.querySelector('select');
  const word = form?.querySelector<HTMLInputElement>('input[type=search]');
  const differing = form?.querySelector<HTMLInputElement>('input[type=checkbox]');
  if (!form || !list || !status || !shown || !area || !word || !differing) return;
  const words = form.dataset;
  const fetched = new Map<string, Promise<unknown>>();
  const load = <T>(path: string): Promise<T> => {
    let found = fetched.get(path);
    if (!found) {
      found = fetch(`${words['root'] ?? '/'}recorded/${path}`).then((response) => {
        if (!response.ok) throw new Error(String(response.status));
        return response.json();
      });
      found.catch(() => fetched.delete(path));
      fetched.set(path, found);
    }
    return found as Promise<T>;
  };
  const failed = (): void => void (status.textContent = words['failed'] ?? '');

  const look = async (of: string, id: string, file: number): Promise<void> => {
    const cases = await load<ComparedCase[]>(`${of}/${file}.json`);
    const found = cases.find((one) => one.id === id);
    if (found) shown.replaceChildren(...parts(found, words));
    shown.querySelector('h3')?.focus();
  };
  const names = async (): Promise<void> => {
    const of = area.value;
    list.replaceChildren();
    if (of === '') return void (status.textContent = '');
    const { cases } = await load<CaseIndex>(`${of}/index.json`);
    if (of !== area.value) return; // another was chosen meanwhile
    const asked = word.value.trim().toLowerCase();
    const matching = cases.filter(
      ([id, differ]) => id.toLowerCase().includes(asked) && (differ > 0 || !differing.checked),
    );
    status.textContent = fill(words['count'] ?? '', { a: Math.min(MOST, matching.length), b: matching.length });
    list.replaceChildren(
      ...matching.slice(0, MOST).map(([id, differ, file]) => {
        const button = element('button', differ > 0 ? `${id} (${words['differs'] ?? ''})` : id);
        button.setAttribute('type', 'button');
        button.addEventListener('click', () => void look(of, id, file).catch(failed));
        const row = element('li');
        row.append(button);
        return row;
      }),
    );
  };
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => void names().catch(failed));
  for (const link of document.querySelectorAll<HTMLElement>('a[data-differing]'))
    link.addEventListener('click', () => {
      area.value = link.dataset['differing'] ?? '';
      differing.checked = true;
      word.value = '';
      void names().catch(failed);
    });
  void names().catch(failed);
}

function parts({ id, question, answers, differing }: ComparedCase, words: DOMStringMap): HTMLElement[] {
  const title = element('h3', id);
  title.tabIndex = -1;
  const verdict = element('p', (differing.length === 0 ? words['same'] : words['different']) ?? '');
  const how = element('ul');
  how.append(...differing.map((one) => element('li', one)));
  const asked = element('details');
  asked.append(element('summary', words['question'] ?? ''), preformatted(written(question).split('\n').map(plain)));
  const compared = answers
    .filter(({ recorded, simulated }) => recorded !== undefined || simulated !== undefined)
    .map(({ field, recorded, simulated }) => {
      const lines = lineDiff(written(recorded), written(simulated));
      const row = element('div');
      row.className = 'beside';
      row.append(
        column(`${field} · ${words['recorded'] ?? ''}`, lines.filter(({ kind }) => kind !== 'added').map(markedLine)),
        column(
          `${field} · ${words['simulated'] ?? ''}`,
          lines.filter(({ kind }) => kind !== 'removed').map(markedLine),
        ),
      );
      return row;
    });
  return [title, verdict, ...(differing.length > 0 ? [how] : []), asked, ...compared];
}

/** Text as it is; anything else as JSON, one value a line, keys by alphabet. */
const written = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value, inOrder, 1);

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const plain = (text: string): Node => document.createTextNode(`${text}\n`);
const markedLine = ({ kind, text }: { readonly kind: string; readonly text: string }): Node =>
  kind === 'same' ? plain(text) : element('mark', `${text}\n`);

function column(title: string, lines: readonly Node[]): HTMLElement {
  const made = element('div');
  made.append(element('h4', title), preformatted(lines));
  return made;
}

function preformatted(lines: readonly Node[]): HTMLElement {
  const pre = element('pre');
  pre.tabIndex = 0;
  pre.append(...lines);
  return pre;
}

function element(name: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
