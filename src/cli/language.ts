import { languages, type Language } from '../i18n/languages.ts';

/** A language of the course, as --lang names it. Throws an Error that says which there are. */
export function languageOf(text: string): Language {
  const language = languages.find((each) => each === text);
  if (language === undefined) throw new Error(`--lang wants ${languages.join(' or ')}, not ${text}`);
  return language;
}
