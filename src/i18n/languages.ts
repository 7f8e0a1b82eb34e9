/** The course's languages, the first being the one to fall back on. Whatever is written is written in each of them. */
export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** A text in every language. */
export type Localized<Text = string> = Readonly<Record<Language, Text>>;

/** What a language calls itself. */
export const languageNames: Localized = { en: 'English', ko: '한국어' };
