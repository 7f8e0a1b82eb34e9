/** The words of lessons, exercises, glossary and site are the glossary's, in both languages. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { languages, type Language } from '../i18n/languages.ts';
import { figures } from '../i18n/figures.ts';
import { notSimulatedTexts } from '../i18n/not-simulated.ts';
import { settings } from '../i18n/settings.ts';
import { site } from '../i18n/site.ts';
import { truth } from '../i18n/truth.ts';
import { results } from '../i18n/results.ts';
import { workspace } from '../i18n/workspace.ts';
import { glossaryOf } from './glossary.ts';
import { modules } from './modules.ts';

interface Prose {
  readonly place: string;
  readonly text: string;
}

/** What is no term of the glossary, and yet is written in one way. */
const STYLE: Readonly<Record<Language, readonly (readonly [said: string, avoid: RegExp])[]>> = {
  en: [
    ['Kubernetes has a capital', /(?<![\w.@/-])kubernetes(?![\w./-])/],
    ['kubectl has none', /(?<!\w)Kubectl/],
    ['no exclamation marks', /[a-z]!(?![\w=[])/],
  ],
  ko: [
    ['쿠버네티스는 한글로 쓴다', /(?<![\w.-])Kubernetes(?![\w.-])/],
    ['파일시스템은 붙여 쓴다', /파일 시스템/],
    ['시그널이라고 한다', /신호를 (?:보내|받|전달|듣)/],
    ['리소스라고 한다', /(?<!\p{L})자원/u],
    ['강의라고 한다', /강좌/],
    ['합니다체로 쓴다', /(?:해|돼|예|에|세|네|죠|지)요(?=[.?!\s]|$)|십시오/],
  ],
};

describe.each(languages)('%s', (language) => {
  const all = [...lessons(language), ...tasks(language), ...dataTexts(language), ...screens(language)];
  const found = (avoid: RegExp): string[] =>
    all.flatMap(({ place, text }) => {
      const hit = avoid.exec(text);
      return hit ? [`${place}: …${text.slice(Math.max(0, hit.index - 30), hit.index + 30)}…`] : [];
    });

  test('there is prose to look at', () => expect(all.length).toBeGreaterThan(1000));

  test.each(glossaryOf(language).flatMap((term) => (term.avoid ? [[term.term, term.avoid] as const] : [])))(
    '%s is written so',
    (_, avoid) => expect(found(avoid)).toEqual([]),
  );

  test.each(STYLE[language])('%s', (_, avoid) => expect(found(avoid)).toEqual([]));
});

test.each([
  ['en', 'pod', 'two pods'],
  ['en', 'kubelet', 'Kubelet starts it'],
  ['en', 'rolling-update', 'a rollout'],
  ['ko', 'pod', '포드는'],
  ['ko', 'label', '라벨을'],
  ['ko', 'grace-period', '유예기간이'],
] as const)('%s: %s is not written as in "%s"', (language, id, text) =>
  expect(
    glossaryOf(language)
      .find((term) => term.id === id)
      ?.avoid?.test(text),
  ).toBe(true),
);

/** Without what is code: fences, inline code, addresses, imports, expressions' names. */
const proseOf = (text: string): string =>
  text
    .replaceAll(/^(?:import|export) .*$/gm, '')
    .replaceAll(/```[\s\S]*?```|`[^`]*`/g, '')
    .replaceAll(/\]\([^)]*\)|https?:\S+|\{\w+\}/g, ']')
    .replaceAll(/\bid="[^"]*"|command: (?:'[^']*'|"[^"]*")|[\w-]+=(?=["{])|\w+(?:\.\w+)+|<\/?\w+/g, '')
    .replaceAll(/[ \t]+/g, ' ');

function lessons(language: Language): Prose[] {
  return globSync(`content/${language}/*/*.mdx`).map((place) => ({
    place,
    text: proseOf(readFileSync(place, 'utf8')),
  }));
}

function tasks(language: Language): Prose[] {
  return globSync(`exercises/*/task.${language}.md`).map((place) => ({
    place,
    text: proseOf(readFileSync(place, 'utf8')),
  }));
}

/** Everything that stands under the language's key in the exercises' files and in the glossary. */
function dataTexts(language: Language): Prose[] {
  return [...globSync('exercises/*/{exercise,feedback}.yaml'), 'content/glossary.yaml'].flatMap((place) =>
    textsOf(parse(readFileSync(place, 'utf8'), { merge: true, maxAliasCount: -1 }), language).map((text) => ({
      place,
      text: proseOf(text),
    })),
  );
}

/** The words of the site itself, and the titles of the course. */
const screens = (language: Language): Prose[] =>
  Object.entries({ figures, notSimulatedTexts, settings, site, truth, results, workspace, modules }).flatMap(
    ([place, words]) => textsOf(words, language).map((text) => ({ place, text: proseOf(text) })),
  );

/** The strings under `key`, also in lists; what the glossary avoids is no prose. */
function textsOf(value: unknown, key: string, under = false): string[] {
  if (typeof value === 'string') return under ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, key, under));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'avoid' || name === 'match' ? [] : textsOf(inner, key, under || name === key),
  );
}
