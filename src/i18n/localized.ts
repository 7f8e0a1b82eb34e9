import type { Localized } from './languages.ts';

/** Texts by key in every language; a key that Korean lacks, or has alone, is a type error. */
export const localized = <Key extends string>(
  en: Readonly<Record<Key, string>>,
  ko: Readonly<Record<NoInfer<Key>, string>>,
): Localized<Readonly<Record<Key, string>>> => ({ en, ko });
