/** Questions as people put them, for an index that wants every word of a query on the page. */

/** What an index answers: pages, by an id. */
interface Hit {
  readonly id: string;
}

/** Words that a question is made of and no page is about. */
const ASKING = new Set(
  (
    'a an and are at be can do does for how i if in is it its long my not of on or so some that the there this to was what when ' +
    'where which who why will with you your 왜 어떻게 얼마나 언제 무엇을 무엇이 무슨 어떤 내 이 그'
  ).split(' '),
);

const HANGUL = /^[가-힣]+$/u;

export interface Widened<H> {
  /** The words that were looked for in the end. */
  readonly query: string;
  readonly hits: readonly H[];
}

/**
 * Looks for the words of a question that say something; where no page has them all, for as much of each as any page has (a
 * Korean word loses its endings), and where still none has them all, for pages that have most of them.
 *
 * @param search - the index: pages that have every word, the best first
 */
export async function widen<H extends Hit>(
  question: string,
  search: (query: string) => Promise<readonly H[]>,
): Promise<Widened<H>> {
  const all = question.split(/\s+/u).map((word) => word.replace(/[?!.,“”"'’]+$/u, ''));
  const telling = all.filter((word) => word !== '' && !ASKING.has(word.toLowerCase()));
  const words = telling.length > 0 ? telling : all;
  const exact = { query: words.join(' '), hits: await search(words.join(' ')) };
  if (exact.hits.length > 0) return exact;

  const known: { readonly word: string; readonly hits: readonly H[] }[] = [];
  for (const word of words) {
    const found = await knownPartOf(word, search);
    if (found) known.push(found);
  }
  const query = known.map(({ word }) => word).join(' ');
  const together = known.length > 1 ? await search(query) : (known[0]?.hits ?? []);
  return {
    query: query || question,
    hits: together.length > 0 ? together : byMostWords(known.map(({ hits }) => hits)),
  };
}

/** A word, or the longest beginning of a Korean one, that some page has. */
async function knownPartOf<H>(
  word: string,
  search: (query: string) => Promise<readonly H[]>,
): Promise<{ readonly word: string; readonly hits: readonly H[] } | undefined> {
  const shortest = HANGUL.test(word) ? 2 : word.length;
  for (let part = word; part.length >= shortest; part = part.slice(0, -1)) {
    const hits = await search(part);
    if (hits.length > 0) return { word: part, hits };
  }
  return undefined;
}

/** Pages with the most of the words first; among those of equally many, by their places in each list. */
function byMostWords<H extends Hit>(lists: readonly (readonly H[])[]): readonly H[] {
  const pages = new Map<string, { readonly hit: H; words: number; places: number }>();
  for (const list of lists)
    for (const [place, hit] of list.entries()) {
      const page = pages.get(hit.id) ?? { hit, words: 0, places: 0 };
      pages.set(hit.id, { hit, words: page.words + 1, places: page.places + place });
    }
  return [...pages.values()].sort((a, b) => b.words - a.words || a.places - b.places).map(({ hit }) => hit);
}
