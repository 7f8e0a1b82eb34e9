/** The search page: asks Pagefind's index (scripts/index-pages.ts) as the reader types. */
import { widen } from './widen-search.ts';

interface Found {
  readonly url: string;
  readonly meta: Readonly<Record<string, string>>;
  /** The place, with the words marked. */
  readonly excerpt: string;
  readonly sub_results: readonly { readonly url: string; readonly title: string; readonly excerpt: string }[];
}
interface Pagefind {
  options(options: { readonly baseUrl: string; readonly excerptLength: number }): Promise<void>;
  search(query: string): Promise<{ readonly results: readonly Result[] }>;
}
interface Result {
  readonly id: string;
  data(): Promise<Found>;
}

/** Pages that are listed; more are a matter of a better word. */
const MOST = 20;
/** Milliseconds without typing after which is searched. */
const PAUSE = 120;

/** Makes the search form of a page work; a page without one is left alone. */
export function offerSearch(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-search]');
  const input = form?.querySelector('input');
  const list = document.querySelector<HTMLElement>('[data-search-results]');
  const status = document.querySelector<HTMLElement>('[data-search-status]');
  if (!form || !input || !list || !status) return;
  const root = form.dataset['root'] ?? '/';
  const words = { ...form.dataset };
  let loaded: Promise<Pagefind> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let searches = 0;

  const search = async (): Promise<void> => {
    const mine = ++searches;
    const query = input.value.trim();
    history.replaceState(null, '', query === '' ? location.pathname : `?q=${encodeURIComponent(query)}`);
    if (query === '') {
      list.replaceChildren();
      status.textContent = '';
      return;
    }
    try {
      const pagefind = await (loaded ??= load(root));
      const found = await widen(query, async (text) => (await pagefind.search(text)).results);
      const pages = await Promise.all(found.hits.slice(0, MOST).map((result) => result.data()));
      if (mine !== searches) return; // another has begun since
      list.replaceChildren(...pages.map(item));
      const n = found.hits.length;
      status.textContent =
        (n === 0 ? words['none'] : n === 1 ? words['one'] : words['many'])
          ?.replace('{n}', String(n))
          .replace('{q}', n === 0 ? query : found.query) ?? '';
    } catch {
      loaded = undefined;
      status.textContent = words['failed'] ?? '';
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void search();
  });
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), PAUSE);
  });
  input.value = new URLSearchParams(location.search).get('q') ?? '';
  input.focus();
  if (input.value !== '') void search();
}

async function load(root: string): Promise<Pagefind> {
  const pagefind = (await import(/* @vite-ignore */ `${root}pagefind/pagefind.js`)) as Pagefind;
  await pagefind.options({ baseUrl: root, excerptLength: 24 });
  return pagefind;
}

/** One page that was found, with up to three places in it. Excerpts are Pagefind's: text and <mark>, nothing else. */
function item({ url, meta, excerpt, sub_results }: Found): HTMLElement {
  const place = element('li');
  const link = element('a', meta['title'] ?? url);
  link.setAttribute('href', url);
  const kind = element('span', meta['kind'] ?? '');
  kind.className = 'small muted';
  place.append(link, kind, marked(excerpt));
  const places = sub_results.filter((sub) => sub.url !== url).slice(0, 3);
  if (places.length > 0) {
    const list = element('ul');
    for (const { url: at, title } of places) {
      const inner = element('li');
      const innerLink = element('a', title);
      innerLink.setAttribute('href', at);
      inner.append(innerLink);
      list.append(inner);
    }
    place.append(list);
  }
  return place;
}

function element(name: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** "a <mark>b</mark> c" as nodes: what stands in the index is never read as HTML. */
function marked(excerpt: string): HTMLElement {
  const text = element('p');
  for (const [i, part] of excerpt.split(/<\/?mark>/).entries()) {
    const plain = part
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    text.append(i % 2 === 1 ? element('mark', plain) : plain);
  }
  return text;
}
