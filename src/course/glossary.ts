/** The course's terms, as content/glossary.yaml has them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Language } from '../i18n/languages.ts';

const text = z.strictObject({ en: z.string().min(1), ko: z.string().min(1) });
const patterns = z.array(z.string().min(1)).optional();

const glossary = z.record(
  z.string(),
  z.strictObject({
    term: text,
    /** The lesson that explains it. */
    lesson: z.string(),
    text,
    /** Regular expressions for how prose writes it; the term itself (English: and its plural) where nothing is said. */
    match: z.strictObject({ en: patterns, ko: patterns }).optional(),
    /** Regular expressions for how it is not written: a lint's, no reader sees them. */
    avoid: z.strictObject({ en: patterns, ko: patterns }).optional(),
  }),
);

export interface Term {
  readonly id: string;
  readonly term: string;
  readonly text: string;
  readonly lesson: string;
  /** What of a prose text it is found by, whole words only. */
  readonly pattern: RegExp;
  /** Ways of writing it that the course does not use. */
  readonly avoid?: RegExp | undefined;
}

/** Read when the site is built, in the file's order. Throws where the file does not fit, with the place. */
export function glossaryOf(language: Language, file = join(process.cwd(), 'content/glossary.yaml')): readonly Term[] {
  return Object.entries(glossary.parse(parse(readFileSync(file, 'utf8')))).map(([id, entry]) => ({
    id,
    term: entry.term[language],
    text: entry.text[language],
    lesson: entry.lesson,
    pattern: patternOf(language, entry.match?.[language] ?? [ownPattern(language, entry.term[language])]),
    avoid: entry.avoid?.[language] && patternOf(language, entry.avoid[language], ''),
  }));
}

const ownPattern = (language: Language, term: string): string =>
  `${term.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}${language === 'en' ? 's?' : ''}`;

/** Korean particles follow a word without a space, so that only its beginning is bounded there. */
const patternOf = (language: Language, ways: readonly string[], flags = 'i'): RegExp =>
  language === 'en'
    ? new RegExp(`(?<![\\w-])(?:${ways.join('|')})(?![\\w-])`, flags)
    : new RegExp(`(?<![\\p{L}\\p{N}-])(?:${ways.join('|')})`, 'u');
