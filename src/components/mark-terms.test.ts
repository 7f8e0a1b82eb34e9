import { expect, test } from 'vitest';
import type { Term } from '../course/glossary.ts';
import { markTerms } from './mark-terms.ts';

const term = (id: string, pattern: RegExp): Term => ({ id, term: id, text: `what a ${id} is`, lesson: 'x', pattern });
const terms = [term('taint', /\btaints?\b/i), term('node-affinity', /\bnode affinity\b/), term('node', /\bnodes?\b/)];
const link = (id: string, word: string): string =>
  `<span class="term"><a href="/g/#${id}" aria-describedby="term-${id}">${word}</a><span role="tooltip" id="term-${id}" data-pagefind-ignore>what a ${id} is</span></span>`;

test.each([
  ['the first occurrence', '<p>A taint, a taint.</p>', `<p>A ${link('taint', 'taint')}, a taint.</p>`],
  ['none in code', '<p><code>taint</code></p>', '<p><code>taint</code></p>'],
  [
    'none in what the cluster said',
    '<td><small>1 node had a taint</small></td>',
    '<td><small>1 node had a taint</small></td>',
  ],
  ['none in a link', '<p><a href="/">a taint</a></p>', '<p><a href="/">a taint</a></p>'],
  ['none in a heading', '<h2>Taints</h2>', '<h2>Taints</h2>'],
  ['none in a figure', '<figure><p>taint</p></figure>', '<figure><p>taint</p></figure>'],
  [
    'the longer of two at one place',
    '<p>node affinity and nodes</p>',
    `<p>${link('node-affinity', 'node affinity')} and ${link('node', 'nodes')}</p>`,
  ],
  [
    'past attributes with signs in them',
    '<p title="a > b">x<br>taint</p>',
    `<p title="a > b">x<br>${link('taint', 'taint')}</p>`,
  ],
  ['past comments', "<!-- it's > --><li>taint</li>", `<!-- it's > --><li>${link('taint', 'taint')}</li>`],
])('%s', (_, html, expected) => expect(markTerms(html, terms, '/g/')).toBe(expected));
