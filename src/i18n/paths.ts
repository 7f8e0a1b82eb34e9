import type { Language } from './languages.ts';

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');

/** @example path('en', 'probes', 'probe-timing') → '/en/probes/probe-timing/' under the site's base */
export const path = (language: Language, ...parts: readonly string[]): string =>
  `${base}${[language, ...parts].join('/')}/`;

export const rootPath = base;

/** The page at the same place in another language. */
export const inLanguage = (url: URL, language: Language): string => {
  const [, ...rest] = url.pathname.slice(base.length).split('/');
  return `${base}${[language, ...rest].join('/')}`;
};
