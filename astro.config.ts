import { createHash } from 'node:crypto';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import type { AstroUserConfig } from 'astro';
import { languages } from './src/i18n/languages.ts';
import { firstPaint } from './src/layouts/first-paint.ts';
import { leadByLanguage } from './src/layouts/lead-by-language.ts';

/** Scripts that stand in the page itself are let in by their hash. */
const hashOf = (script: string): `sha256-${string}` => `sha256-${createHash('sha256').update(script).digest('base64')}`;

/**
 * A lesson's scripts import one another a few at a time, and none brings a stylesheet: what Vite adds to preload them
 * weighs more than most of them.
 */
const plainImports: NonNullable<NonNullable<AstroUserConfig['vite']>['plugins']>[number] = {
  name: 'plain-imports',
  enforce: 'pre',
  configEnvironment: () => ({ build: { modulePreload: false } }),
  load: (id: string) =>
    id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined,
};

export default defineConfig({
  output: 'static',
  site: process.env['SITE_URL'] ?? 'http://127.0.0.1:4321',
  base: process.env['SITE_BASE'] ?? '/',
  trailingSlash: 'always',
  i18n: {
    locales: [...languages],
    defaultLocale: 'en',
    routing: { prefixDefaultLocale: true, redirectToDefaultLocale: false },
  },
  integrations: [mdx(), preact(), sitemap({ i18n: { defaultLocale: 'en', locales: { en: 'en', ko: 'ko' } } })],
  /** Classes, not `style` attributes: the page's policy has no 'unsafe-inline'. */
  markdown: { syntaxHighlight: 'prism' },
  build: { inlineStylesheets: 'never' },
  vite: { build: { assetsInlineLimit: 0 }, plugins: [plainImports] },
  devToolbar: { enabled: false },
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ],
      scriptDirective: { hashes: [hashOf(firstPaint), hashOf(leadByLanguage)] },
    },
  },
});
