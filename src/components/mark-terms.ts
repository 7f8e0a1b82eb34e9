/** Finds the course's terms in a lesson's prose. */
import type { Term } from '../course/glossary.ts';
import { escapeHtml } from './escape-html.ts';
import { inlineCode } from './inline-code.ts';

/** Elements whose text is prose. */
const PROSE = new Set(['p', 'li', 'td', 'dd']);
/** Elements inside of which nothing is marked. */
const CLOSED = new Set([
  'a',
  'code',
  'pre',
  'figure',
  'svg',
  'button',
  'summary',
  'script',
  'style',
  'template',
  'astro-island',
  'b',
  'strong',
  'form',
  'section',
  'small', // in tables: what the cluster answered
  'aside',
]);
const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
const TAG = /<!--[\s\S]*?-->|<\/?[a-zA-Z](?:"[^"]*"|'[^']*'|[^'">])*>/g;

/**
 * Rendered HTML in which the first occurrence of each term in prose leads to the glossary and carries its text.
 * @param href - the glossary's address
 */
export function markTerms(html: string, terms: readonly Term[], href: string): string {
  const left = new Set(terms);
  const open: string[] = [];
  let out = '';
  let from = 0;
  const prose = (): boolean => open.some((name) => PROSE.has(name)) && !open.some((name) => CLOSED.has(name));
  const text = (part: string): string => (prose() ? markIn(part, left, href) : part);
  for (const { 0: tag, index } of html.matchAll(TAG)) {
    out += text(html.slice(from, index)) + tag;
    from = index + tag.length;
    follow(open, tag);
  }
  return out + text(html.slice(from));
}

function follow(open: string[], tag: string): void {
  const name = /^<\/?([a-zA-Z][\w-]*)/.exec(tag)?.[1]?.toLowerCase();
  if (name === undefined || VOID.has(name) || tag.endsWith('/>')) return;
  if (!tag.startsWith('</')) {
    open.push(name);
    return;
  }
  const at = open.lastIndexOf(name);
  if (at >= 0) open.length = at;
}

/** The earliest term in a text first, then what follows it. */
function markIn(text: string, left: Set<Term>, href: string): string {
  let first: { readonly term: Term; readonly index: number; readonly word: string } | undefined;
  for (const term of left) {
    const found = term.pattern.exec(text);
    const longer = first && found && found.index === first.index && found[0].length > first.word.length;
    if (found && (!first || found.index < first.index || longer)) first = { term, index: found.index, word: found[0] };
  }
  if (!first) return text;
  const { term, index, word } = first;
  left.delete(term);
  return text.slice(0, index) + marked(term, word, href) + markIn(text.slice(index + word.length), left, href);
}

const marked = ({ id, text }: Term, word: string, href: string): string =>
  `<span class="term"><a href="${escapeHtml(href)}#${id}" aria-describedby="term-${id}">${word}</a>` +
  `<span role="tooltip" id="term-${id}" data-pagefind-ignore>${inlineCode(text)}</span></span>`;
